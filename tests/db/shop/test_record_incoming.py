"""Bank transfers: exact, partial, too much, unknown, repeated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.company import company, save_company
from core.models import OutboxEvent
from core.paging import PageRequest
from core.policy import Actor, NotAllowed
from shop.models import IncomingPayment, Order, TransactionItem
from shop.public import (
    AlreadyAssigned,
    BadTransfer,
    BankReferenceReused,
    NewPaymentMethod,
    NewTransfer,
    NothingToGiveBack,
    PlacedOrder,
    TransferResult,
    assign_incoming,
    cancel_overdue_orders,
    cancel_unpaid_order,
    gateway_decide,
    give_back_incoming,
    incoming_page,
    place_order,
    prepayment_of,
    record_incoming,
    save_payment_method,
)
from tests.db.shop.market import ANNA, AT, FREELY, GUEST, SUPPORT, SYSTEM, TODAY, cart_with, placed

FINANCE = Actor(-6, frozenset({"finance"}), None, "account:-6")
BANK = {"account_holder": "Moos GmbH", "iban": "DE02120300000000202051", "bic": "BYLADEM1001"}
NEXT_DAY = AT + timedelta(days=1)


@pytest.fixture
def bank(market: None) -> None:
    """Open payment in advance: the company has an account."""
    save_company(actor=SYSTEM, settings=replace(company(), **BANK), at=AT)
    method = NewPaymentMethod("de", "prepayment", days_to_pay=7)
    save_payment_method(actor=SYSTEM, method=method, at=AT)


pytestmark = pytest.mark.usefixtures("bank")


def prepaid() -> PlacedOrder:
    """Order a cream for 29.90, to be paid by transfer."""
    token, choices = cart_with(("CREAM", 1)), replace(FREELY, payment="prepayment")
    return place_order(token=token, contact=ANNA, choices=choices, buyer=GUEST, at=AT)


def came(
    minor: int, text: str, reference: str = "B1", on: date = TODAY, currency: str = "EUR"
) -> TransferResult:
    """Record a transfer."""
    transfer = NewTransfer(reference, on, minor, currency, "Anna Muster", text)
    return record_incoming(actor=FINANCE, transfer=transfer, at=NEXT_DAY)


def state(order: PlacedOrder) -> str:
    return Order.objects.get(pk=order.order_id).state


def test_the_buyer_is_told_what_to_transfer_and_until_when() -> None:
    order = prepaid()
    asked = prepayment_of(order.order_id)
    assert asked is not None
    assert (asked.reference, asked.open_minor, asked.iban) == (order.number, 2990, BANK["iban"])
    assert asked.due_at == AT + timedelta(days=7)
    assert prepayment_of(placed().order_id) is None


def test_the_exact_amount_pays_the_order_as_of_the_booking() -> None:
    order = prepaid()
    result = came(2990, f"Bestellung {order.number}")
    assert (result.outcome, result.order_number, result.open_minor) == ("paid", order.number, 0)
    row = Order.objects.get(pk=order.order_id)
    assert (row.state, row.paid_at) == ("paid", AT)
    assert TransactionItem.objects.get(order=row).state == "charged"
    assert OutboxEvent.objects.filter(name="shop.order_paid").count() == 1


def test_a_part_is_kept_and_the_rest_completes_it() -> None:
    order = prepaid()
    assert came(1000, order.number).open_minor == 1990
    assert state(order) == "placed"
    assert came(1990, order.number, "B2").outcome == "paid"
    assert state(order) == "paid"


def test_too_much_pays_the_order_and_is_listed_until_it_is_sent_back() -> None:
    order = prepaid()
    result = came(3000, order.number)
    assert (result.outcome, result.surplus_minor, state(order)) == ("surplus", 10, "paid")
    (row,) = listed("surplus")
    assert (row.surplus_minor, row.payer) == (10, "Anna Muster")
    facts = {"incoming_id": row.incoming_id, "returned_on": TODAY, "at": NEXT_DAY}
    assert give_back_incoming(actor=FINANCE, bank_reference="R1", **facts) == 10
    assert listed("surplus") == ()
    with pytest.raises(NothingToGiveBack):
        give_back_incoming(actor=FINANCE, bank_reference="R2", **facts)


def test_the_same_transfer_again_changes_nothing() -> None:
    order = prepaid()
    first, second = came(1000, order.number), came(1000, order.number)
    assert (first.repeated, second.repeated) == (False, True)
    assert second.open_minor == 1990
    assert IncomingPayment.objects.count() == 1
    with pytest.raises(BankReferenceReused):
        came(1001, order.number)


@pytest.mark.parametrize("text", ["Danke!", "999999", "Kd 123"])
def test_what_names_no_order_waits_to_be_assigned(text: str) -> None:
    order = prepaid()
    result = came(2990, text)
    assert (result.outcome, state(order)) == ("unmatched", "placed")
    assert len(listed("unmatched")) == 1
    facts = {"actor": FINANCE, "incoming_id": result.incoming_id, "at": NEXT_DAY}
    with pytest.raises(BadTransfer, match="no order"):
        assign_incoming(order_number="999998", **facts)
    assert assign_incoming(order_number=order.number, **facts).outcome == "paid"
    assert (listed("unmatched"), state(order)) == ((), "paid")
    with pytest.raises(AlreadyAssigned):
        assign_incoming(order_number=order.number, **facts)


def test_two_numbers_are_not_guessed_between() -> None:
    one, other = prepaid(), prepaid()
    assert came(2990, f"{one.number} {other.number}").outcome == "unmatched"


def test_money_of_another_currency_pays_nothing() -> None:
    order = prepaid()
    result = came(2990, order.number, currency="CHF")
    assert result.outcome == "unmatched"
    with pytest.raises(BadTransfer, match="EUR"):
        assign_incoming(actor=FINANCE, incoming_id=result.incoming_id,
                        order_number=order.number, at=NEXT_DAY)  # fmt: skip


def test_what_came_for_a_cancelled_order_is_to_be_sent_back() -> None:
    order = prepaid()
    cancel_unpaid_order(order_id=order.order_id, actor=SUPPORT, reason="asked", at=AT)
    assert came(2990, order.number).surplus_minor == 2990
    assert state(order) == "cancelled"
    assert [row.surplus_minor for row in listed("surplus")] == [2990]


def test_a_card_order_may_be_paid_by_transfer_and_then_not_by_card_as_well() -> None:
    order = placed()
    assert came(2990, order.number).outcome == "paid"
    again = gateway_decide(token=order.payment_token, approve=True, at=NEXT_DAY)
    assert again.outcome == "already_paid"
    assert set(TransactionItem.objects.values_list("gateway", "state")) == {
        ("test", "voided"), ("prepayment", "charged"),
    }  # fmt: skip


def test_what_comes_for_an_order_that_the_card_has_paid_is_to_be_sent_back() -> None:
    order, mixed = placed(), placed()
    came(1000, mixed.number, reference="B0")
    for one in (order, mixed):
        gateway_decide(token=one.payment_token, approve=True, at=NEXT_DAY)
    result = came(2990, order.number)
    assert (result.outcome, result.surplus_minor) == ("surplus", 2990)
    assert [row.surplus_minor for row in listed("surplus")] == [2990, 1000]
    back = give_back_incoming(
        actor=FINANCE, incoming_id=result.incoming_id, bank_reference="OUT1",
        returned_on=TODAY, at=NEXT_DAY,
    )  # fmt: skip
    assert back == 2990
    assert [row.surplus_minor for row in listed("surplus")] == [1000]


def test_the_clock_gives_up_what_nobody_paid_but_not_what_was_paid_in_part() -> None:
    unpaid, partly = prepaid(), prepaid()
    came(100, partly.number)
    assert cancel_overdue_orders(at=AT + timedelta(days=7)) == 0
    assert cancel_overdue_orders(at=AT + timedelta(days=7, seconds=1)) == 1
    assert (state(unpaid), state(partly)) == ("cancelled", "placed")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount_minor": 0}, "amount"),
        ({"amount_minor": -5}, "amount"),
        ({"bank_reference": " "}, "bank_reference"),
        ({"booked_on": TODAY + timedelta(days=2)}, "booked_on"),
        ({"text": "a\nb"}, "text"),
        ({"currency": "XXX"}, "amount"),
    ],
)
def test_what_cannot_be_is_refused(change: dict[str, Any], field: str) -> None:
    transfer = replace(NewTransfer("B1", TODAY, 100, "EUR"), **change)
    with pytest.raises(BadTransfer) as refused:
        record_incoming(actor=FINANCE, transfer=transfer, at=NEXT_DAY)
    assert refused.value.facts["field"] == field
    assert not IncomingPayment.objects.exists()


def test_only_finance_records_and_sees_payments() -> None:
    with pytest.raises(NotAllowed):
        record_incoming(actor=SUPPORT, transfer=NewTransfer("B1", TODAY, 1, "EUR"), at=AT)
    with pytest.raises(NotAllowed):
        incoming_page(actor=SUPPORT, page=PageRequest())


def test_who_paid_is_sealed_and_the_past_cannot_be_rewritten() -> None:
    came(2990, "Danke")
    row = IncomingPayment.objects.get()
    assert b"Muster" not in bytes(row.details_sealed)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        IncomingPayment.objects.update(amount_minor=1)


def test_the_list_costs_the_same_for_one_transfer_and_for_many() -> None:
    came(100, prepaid().number)
    with CaptureQueriesContext(connection) as few:
        listed("")
    for number in range(8):
        came(100 + number, prepaid().number, f"C{number}")
    with CaptureQueriesContext(connection) as many:
        assert len(listed("")) == 9
    assert len(many) == len(few) <= 3


def listed(show: str) -> tuple[Any, ...]:
    return incoming_page(actor=FINANCE, page=PageRequest(), show=show).items
