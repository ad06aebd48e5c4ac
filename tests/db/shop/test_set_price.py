"""Prices with a history."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from core.policy import ANONYMOUS, NotAllowed
from shop.models import VariantPrice
from shop.public import ChannelNotFound, NewPrice, UnknownSku, product_detail, set_price
from shop.services.set_price import BadPrice, UnknownAudience
from tests.db.shop.market import AT, MARKETING, TODAY, price, shopper

pytestmark = pytest.mark.usefixtures("market")

APRIL, MAY = date(2026, 4, 1), date(2026, 5, 1)


def cream_costs(day: date) -> int:
    """Return the price in the shop at noon of a day."""
    noon = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    return product_detail(shopper=shopper(), slug="rose-cream", at=noon).variants[0].gross_minor


def test_a_price_begins_on_its_day_and_not_before() -> None:
    price("CREAM", 3190, valid_from=APRIL)
    assert [cream_costs(date(2026, 3, 31)), cream_costs(APRIL)] == [2990, 3190]


def test_the_day_is_the_companys_not_londons() -> None:
    price("CREAM", 3190, valid_from=APRIL)
    just_after_midnight_in_berlin = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    detail = product_detail(shopper=shopper(), slug="rose-cream", at=just_after_midnight_in_berlin)
    assert detail.variants[0].gross_minor == 3190


def test_a_price_holds_until_the_next_one_that_is_planned() -> None:
    price("CREAM", 3390, valid_from=MAY)
    price("CREAM", 3190, valid_from=APRIL)
    assert [cream_costs(TODAY), cream_costs(APRIL), cream_costs(MAY)] == [2990, 3190, 3390]


def test_what_was_known_before_stays_readable() -> None:
    price("CREAM", 2790)
    old = VariantPrice.objects.filter(variant__sku="CREAM", audience="customer").order_by("pk")
    assert [(row.gross_minor, row.superseded_at) for row in old] == [(2990, AT), (2790, None)]


def test_the_same_price_again_changes_nothing() -> None:
    before = VariantPrice.objects.count()
    price("CREAM", 2990, pv_minor=2000)
    assert VariantPrice.objects.count() == before


@pytest.mark.parametrize("field", ["gross_minor", "pv_minor", "cv_minor"])
@pytest.mark.parametrize("amount", [-1, 10**12 + 1])
def test_negative_and_absurd_amounts_are_refused(field: str, amount: int) -> None:
    fields = {"gross_minor": 1, "pv_minor": 1, "cv_minor": 1} | {field: amount}
    with pytest.raises(BadPrice):
        set_price(
            actor=MARKETING,
            price=NewPrice("CREAM", "de", "customer", **fields, valid_from=APRIL),
            at=AT,
        )
    assert cream_costs(APRIL) == 2990


@pytest.mark.parametrize(
    ("sku", "channel", "audience", "refusal"),
    [
        ("NOTHING", "de", "customer", UnknownSku),
        ("CREAM", "mars", "customer", ChannelNotFound),
        ("CREAM", "de", "friends", UnknownAudience),
    ],
)
def test_unknown_things_have_no_price(
    sku: str, channel: str, audience: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        set_price(actor=MARKETING, price=NewPrice(sku, channel, audience, 1, 0, 0, TODAY), at=AT)


def test_strangers_set_no_prices() -> None:
    with pytest.raises(NotAllowed):
        set_price(actor=ANONYMOUS, price=NewPrice("CREAM", "de", "customer", 1, 0, 0, TODAY), at=AT)


def test_the_database_refuses_two_prices_for_one_day() -> None:
    row = VariantPrice.objects.filter(variant__sku="CREAM", audience="customer").get()
    row.pk, row.valid_from = None, APRIL
    with pytest.raises(IntegrityError, match="one_current_price"), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_refuses_to_edit_a_price() -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        VariantPrice.objects.update(gross_minor=1)
