"""What an offer says beside the price: the unit price, and an honest reduction."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from network.public import Buyer
from shop.models import VariantPrice
from shop.public import NewPrice, VariantOffer, list_products, product_detail, set_price
from shop.rules.contents import UnitPrice
from shop.rules.reductions import Reduction
from tests.db.shop.market import AT, MARKETING, TODAY, shopper

pytestmark = pytest.mark.usefixtures("market")


def cream(at: datetime = AT, buyer: Buyer | None = None) -> VariantOffer:
    """Return the cream as it is offered."""
    who = shopper(buyer) if buyer else shopper()
    return product_detail(shopper=who, slug="rose-cream", at=at).variants[0]


def becomes(gross_minor: int, days: int, audience: str = "customer") -> datetime:
    """Change the price of the cream so many days after today, at that time; return when."""
    at = AT + timedelta(days=days)
    price = NewPrice(
        "CREAM", "de", audience, gross_minor, 0, 0, valid_from=TODAY + timedelta(days=days)
    )
    set_price(actor=MARKETING, price=price, at=at)
    return at


def test_ninety_grams_have_a_price_per_kilogram_for_everybody(partner: Buyer) -> None:
    assert cream().unit_price == UnitPrice(33222, "kg")
    assert cream(buyer=partner).unit_price == UnitPrice(26578, "kg")
    (_tea, card) = list_products(shopper=shopper(), at=AT).products.items
    assert card.unit_price == UnitPrice(33222, "kg")


def test_a_reduction_refers_to_the_lowest_price_of_thirty_days() -> None:
    at = becomes(2392, 40)
    assert cream(at).reduction == Reduction(2990, 20)
    (_tea, card) = list_products(shopper=shopper(), at=at).products.items
    assert card.reduction == Reduction(2990, 20)


def test_raised_and_lowered_again_is_no_reduction() -> None:
    becomes(3990, 40)
    at = becomes(2990, 50)
    assert cream(at).reduction is None


def test_a_price_of_one_hour_counts_although_it_was_superseded() -> None:
    becomes(1000, 45)
    price = NewPrice("CREAM", "de", "customer", 2990, 0, 0, TODAY + timedelta(days=45))
    set_price(actor=MARKETING, price=price, at=AT + timedelta(days=45, hours=1))
    at = becomes(2392, 50)
    assert cream(at).reduction is None


def test_a_planned_price_that_never_came_does_not_count() -> None:
    planned = NewPrice("CREAM", "de", "customer", 100, 0, 0, TODAY + timedelta(days=30))
    set_price(actor=MARKETING, price=planned, at=AT)
    back = NewPrice("CREAM", "de", "customer", 2990, 0, 0, TODAY + timedelta(days=30))
    set_price(actor=MARKETING, price=back, at=AT + timedelta(days=3))
    at = becomes(2392, 40)
    assert cream(at).reduction == Reduction(2990, 20)


def test_partners_prices_are_not_called_reduced(partner: Buyer) -> None:
    at = becomes(1000, 40, audience="partner")
    assert cream(at, partner).gross_minor == 1000
    assert cream(at, partner).reduction is None
    assert cream(at).reduction is None


def test_the_history_cannot_be_edited() -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        VariantPrice.objects.update(gross_minor=1)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        VariantPrice.objects.all()._raw_delete("default")
