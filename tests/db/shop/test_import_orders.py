"""Orders of another system."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.company import local_date
from core.models import OutboxEvent
from network.public import Buyer
from shop.models import Fulfillment, Order, OrderLine, OrderStateChange, TransactionItem
from shop.public import (
    BadImportedOrder,
    ImportedOrder,
    ImportResult,
    import_orders,
    order_facts,
    order_for,
)
from shop.services import import_orders as module
from shop.services.import_orders import BadSource
from tests.db.shop.market import AT, SUPPORT, placed

pytestmark = pytest.mark.usefixtures("market")

ROW = ImportedOrder(
    external_reference="00001/1997-01-01/1/11.77#1",
    buyer_reference="00001",
    placed_on=date(1997, 1, 1),
    quantity=1,
    gross_minor=1177,
    currency="USD",
    pv_minor=1000,
    cv_minor=900,
    buyer_member_id=None,
)


def rows(count: int, **changes: Any) -> list[ImportedOrder]:
    """Return orders that differ by their reference only."""
    return [replace(ROW, external_reference=f"row {n}", **changes) for n in range(count)]


def take_in(*orders: ImportedOrder, source: str = "cdnow") -> ImportResult:
    """Import a batch."""
    return import_orders(source=source, orders=orders, at=AT)


def test_an_order_comes_in_delivered_at_its_own_date() -> None:
    assert take_in(ROW) == ImportResult(created=1, skipped=0)
    order = Order.objects.get()
    assert (order.state, order.origin, order.number) == ("delivered", "cdnow", "I0000001")
    assert order.placed_at == order.paid_at == order.delivered_at
    assert local_date(order.placed_at) == date(1997, 1, 1)
    assert (order.gross_minor, order.net_minor, order.tax_minor) == (1177, 1177, 0)
    line = order.lines.get()
    assert (line.quantity, line.pv_minor, line.cv_minor, line.sku) == (1, 1000, 900, "imported")


def test_its_history_is_kept() -> None:
    take_in(ROW)
    steps = OrderStateChange.objects.order_by("pk").values_list("old_state", "new_state", "actor")
    assert list(steps) == [
        ("", "placed", "system:import:cdnow"),
        ("placed", "paid", "system:import:cdnow"),
        ("paid", "delivered", "system:import:cdnow"),
    ]


def test_nothing_is_shipped_asked_for_or_told_twice() -> None:
    take_in(ROW)
    assert not Fulfillment.objects.exists()
    assert not TransactionItem.objects.exists()
    assert Counter(OutboxEvent.objects.values_list("name", flat=True)) == {
        "shop.orders_imported": 1
    }


def test_the_same_batch_again_changes_nothing() -> None:
    take_in(*rows(3))
    assert take_in(*rows(3)) == ImportResult(created=0, skipped=3)
    assert (Order.objects.count(), OutboxEvent.objects.count()) == (3, 1)


def test_a_batch_that_overlaps_adds_only_what_is_new() -> None:
    take_in(*rows(2))
    assert take_in(*rows(5)) == ImportResult(created=3, skipped=2)
    assert list(Order.objects.order_by("pk").values_list("external_reference", flat=True)) == [
        f"row {n}" for n in range(5)
    ]


def test_the_same_reference_of_another_source_is_another_order() -> None:
    take_in(ROW)
    assert take_in(ROW, source="other").created == 1


def test_identical_rows_with_references_of_their_own_are_all_orders() -> None:
    assert take_in(*rows(255)).created == 255


def test_a_reference_twice_in_a_batch_counts_once() -> None:
    assert take_in(ROW, ROW) == ImportResult(created=1, skipped=1)


@pytest.mark.parametrize(
    "changes",
    [{"gross_minor": 1}, {"quantity": 2}, {"placed_on": date(1997, 1, 2)}, {"currency": "EUR"}],
)
def test_a_known_reference_with_other_content_is_left_and_named(changes: dict[str, Any]) -> None:
    take_in(ROW)
    other = replace(ROW, **changes)
    assert take_in(other).differing == (ROW.external_reference,)
    assert Order.objects.get().gross_minor == 1177


def test_the_first_of_two_that_differ_within_a_batch_wins() -> None:
    result = take_in(ROW, replace(ROW, gross_minor=1))
    assert result == ImportResult(created=1, skipped=1, differing=(ROW.external_reference,))
    assert Order.objects.get().gross_minor == 1177


def test_a_zero_amount_is_an_order() -> None:
    take_in(replace(ROW, gross_minor=0, pv_minor=0, cv_minor=0))
    assert Order.objects.get().gross_minor == 0


def test_a_members_order_is_its_own(partner: Buyer) -> None:
    take_in(replace(ROW, buyer_member_id=partner.member_id))
    order = Order.objects.get()
    assert order.buyer_member_id == order.credited_member_id == partner.member_id
    assert (order.purpose, order.buyer_audience) == ("own_use", "partner")


def test_a_customers_order_may_be_credited(partner: Buyer) -> None:
    take_in(replace(ROW, credited_member_id=partner.member_id))
    order = Order.objects.get()
    assert (order.buyer_member_id, order.credited_member_id) == (None, partner.member_id)


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": 0}, {"quantity": -1}, {"gross_minor": -1}, {"pv_minor": -1},
        {"gross_minor": 10**15 + 1}, {"currency": "XXX"}, {"currency": ""},
        {"external_reference": ""}, {"external_reference": "a\x00"},
        {"external_reference": "x" * 301}, {"buyer_reference": "\x00"},
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_an_order_stops_the_batch(changes: dict[str, Any]) -> None:
    with pytest.raises(BadImportedOrder):
        take_in(*rows(2), replace(ROW, **changes))
    assert not Order.objects.exists()


@pytest.mark.parametrize("source", ["shop", "", "two words", "a:b", "x" * 41])
def test_a_source_needs_a_name_of_its_own(source: str) -> None:
    with pytest.raises(BadSource):
        take_in(ROW, source=source)


def test_own_numbers_and_imported_numbers_are_two_series() -> None:
    take_in(*rows(2))
    placed()
    take_in(*rows(3))
    own = Order.objects.filter(origin="shop").values_list("number", flat=True)
    imported = Order.objects.filter(origin="cdnow").order_by("pk").values_list("number", flat=True)
    assert (list(own), list(imported)) == (["100001"], ["I0000001", "I0000002", "I0000003"])


def test_an_event_carries_a_bounded_number_of_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "IDS_PER_EVENT", 4)
    take_in(*rows(10))
    payloads = list(OutboxEvent.objects.order_by("pk").values_list("payload", "aggregate"))
    ids = list(Order.objects.order_by("pk").values_list("pk", flat=True))
    assert [payload["order_ids"] for payload, _aggregate in payloads] == [
        ids[:4], ids[4:8], ids[8:],
    ]  # fmt: skip
    assert {aggregate for _payload, aggregate in payloads} == {"import:cdnow"}


def test_a_batch_costs_a_handful_of_statements_whatever_its_size() -> None:
    take_in(*rows(1))
    with CaptureQueriesContext(connection) as few:
        take_in(*rows(3))
    with CaptureQueriesContext(connection) as many:
        take_in(*rows(2000))
    assert len(many) == len(few) <= 15


def test_the_facts_of_many_orders_take_few_statements(customer: Buyer, partner: Buyer) -> None:
    take_in(*rows(200))
    own = placed(("CREAM", 2), ("TEA", 1), buyer=customer)
    ids = list(Order.objects.values_list("pk", flat=True))
    with CaptureQueriesContext(connection) as queries:
        facts = order_facts([*ids[::-1], 10**9])
    assert (len(queries), len(facts)) == (5, 201)
    assert [fact.order_id for fact in facts] == sorted(ids)
    sold = facts[-1]
    assert (sold.number, sold.state, sold.paid_at) == (own.number, "placed", None)
    assert (sold.credited_member_id, sold.buyer_is_member) == (partner.member_id, False)
    assert sold.net_minor == sum(line.net_minor for line in sold.lines)
    assert [(line.sku, line.quantity, line.pv_minor) for line in sold.lines] == [
        ("CREAM", 2, 4000),
        ("TEA", 1, 500),
    ]


def test_no_orders_have_no_facts() -> None:
    assert order_facts([]) == []


def test_staff_sees_an_imported_order() -> None:
    take_in(ROW)
    shown = order_for(actor=SUPPORT, number="I0000001")
    assert (shown.contact, shown.payment_token, shown.lines[0].unit_gross_minor) == (None,) * 3
    assert OrderLine.objects.get().variant_id is None
