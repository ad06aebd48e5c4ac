"""Orders that staff enter, each kind by its own rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from commissions.models import VolumeEntry
from commissions.public import record_volume
from core.models import OutboxEvent
from core.policy import NotAllowed
from inventory.public import available
from network.public import Buyer
from shop.models import Order
from shop.public import (
    BadStaffOrder,
    CartIsEmpty,
    Choices,
    PriceChanged,
    PurposeMissing,
    ShippingNotOffered,
    StaffOrder,
    UnknownSku,
    enter_order,
    quote_order,
    unpublish_product,
)
from tests.db.shop.market import ANNA, AT, MARKETING, SUPPORT, WAREHOUSE, paid, placed, ship

pytestmark = pytest.mark.usefixtures("market")

CALL = StaffOrder("de", "de", ANNA, (("CREAM", 2),), Choices("free", "card"))
GIFT = replace(CALL, kind="gift", reason="ten years a customer", choices=Choices(""))


def entered(order: StaffOrder = CALL, key: UUID | None = None, gross: int | None = None) -> Order:
    """Enter an order at the total that was quoted."""
    shown = quote_order(actor=SUPPORT, order=order, at=AT).gross_minor if gross is None else gross
    made = enter_order(
        actor=SUPPORT, order=order, key=key or uuid4(), at=AT, expected_gross_minor=shown
    )
    return Order.objects.get(pk=made.order_id)


def test_a_phone_order_has_normal_prices_and_waits_for_its_payment() -> None:
    ship("dhl", 490)
    order = entered(replace(CALL, choices=Choices("dhl", "card")))
    assert (order.gross_minor, order.state, order.placed_via) == (5980 + 490, "placed", "phone")
    assert (order.kind, order.purpose, order.account_id) == ("sale", "customer", None)
    assert order.state_changes.get().actor == SUPPORT.label
    assert available(["CREAM"]) == {"CREAM": 98}


def test_a_callers_account_keeps_prices_and_credit(customer: Buyer, partner: Buyer) -> None:
    order = entered(replace(CALL, account_id=customer.account_id))
    assert order.credited_member_id == partner.member_id
    own = replace(CALL, account_id=partner.account_id, choices=Choices("free", "card", "resale"))
    bought = entered(own)
    assert (bought.gross_minor, bought.purpose) == (2 * 2392, "resale")
    with pytest.raises(PurposeMissing):
        entered(replace(CALL, account_id=partner.account_id))


@pytest.mark.parametrize("kind", ["gift", "sample"])
def test_what_is_given_away_costs_and_scores_nothing_and_is_to_be_sent(
    kind: str, customer: Buyer
) -> None:
    order = entered(replace(GIFT, kind=kind, account_id=customer.account_id))
    line = order.lines.get()
    assert (order.gross_minor, order.shipping_gross_minor, order.state) == (0, 0, "paid")
    assert (line.gross_minor, line.pv_minor, line.cv_minor) == (0, 0, 0)
    assert (order.kind, order.reason) == (kind, "ten years a customer")
    assert OutboxEvent.objects.filter(name="shop.order_paid").count() == 1
    record_volume(order_ids=[order.pk], at=AT)
    assert not VolumeEntry.objects.exists()


def test_a_replacement_names_its_original_and_gives_no_more_than_was_sold() -> None:
    original = paid(("CREAM", 2))
    wish = replace(
        GIFT, kind="replacement", reason="broken", lines=(("CREAM", 1),), replaces=original.number
    )
    order = entered(wish)
    assert (order.replaces_id, order.gross_minor) == (original.order_id, 0)
    entered(wish)
    with pytest.raises(BadStaffOrder, match="CREAM"):
        entered(wish)
    with pytest.raises(BadStaffOrder, match="TEA"):
        entered(replace(wish, lines=(("TEA", 1),)))


def test_what_is_off_sale_can_still_be_replaced() -> None:
    original = paid(("CREAM", 1))
    unpublish_product(actor=MARKETING, slug="rose-cream", channel="de", at=AT)
    wish = replace(GIFT, kind="replacement", lines=(("CREAM", 1),), replaces=original.number)
    assert entered(wish).gross_minor == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "gift", "reason": " "}, "reason"),
        ({"kind": "gift", "reason": "a\nb"}, "reason"),
        ({"kind": "replacement", "reason": "broken"}, "replaces"),
        ({"kind": "replacement", "reason": "broken", "replaces": "999999"}, "replaces"),
        ({"kind": "gift", "reason": "x", "replaces": "100001"}, "replaces"),
        ({"kind": "bribe", "reason": "x"}, "kind"),
    ],
)
def test_what_a_kind_needs_is_asked_for(change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadStaffOrder) as refused:
        entered(replace(CALL, **change), gross=0)
    assert refused.value.facts["field"] == field
    assert not Order.objects.exists()


def test_an_unpaid_order_is_not_replaced() -> None:
    with pytest.raises(BadStaffOrder, match="no paid order"):
        entered(replace(GIFT, kind="replacement", replaces=placed().number))


def test_the_same_key_again_gives_the_same_order() -> None:
    key = uuid4()
    assert entered(key=key) == entered(key=key)
    assert Order.objects.count() == 1


def test_another_total_than_the_caller_was_told_is_refused() -> None:
    with pytest.raises(PriceChanged):
        entered(gross=1)
    with pytest.raises(ShippingNotOffered):
        entered(replace(CALL, choices=Choices("pigeon")))
    with pytest.raises(UnknownSku):
        entered(replace(CALL, lines=(("NOTHING", 1),)))
    with pytest.raises(CartIsEmpty):
        entered(replace(CALL, lines=()))
    assert not Order.objects.exists()


def test_only_support_enters_orders() -> None:
    for order in (CALL, GIFT):
        with pytest.raises(NotAllowed):
            enter_order(actor=WAREHOUSE, order=order, key=uuid4(), at=AT, expected_gross_minor=0)
        with pytest.raises(NotAllowed):
            quote_order(actor=WAREHOUSE, order=order, at=AT)


def test_the_database_gives_nothing_away_without_a_reason() -> None:
    order = entered(GIFT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.create(
            **{
                field.attname: getattr(order, field.attname)
                for field in Order._meta.concrete_fields
                if field.attname not in {"id", "reason", "number", "checkout_token"}
            },
            number="1", reason="",
        )  # fmt: skip
