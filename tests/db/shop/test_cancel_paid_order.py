"""Giving up what was paid and never sent."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from core.models import OutboxEvent
from core.policy import ANONYMOUS, Actor, NotAllowed
from finance.public import documents_of
from inventory.public import available
from shop.models import Order, Refund, Reversal, ReversalLine
from shop.public import OrderCannotMove, cancel_paid_order, order_facts, order_for, order_life
from shop.services.cancel_paid_order import NothingToCancel, UnknownReason
from shop.values.reversals import Cancellation
from tests.db.shop.aftermath import (
    FINANCE,
    SOON,
    cancel,
    line,
    paid_with_shipping,
    refunded,
    send,
    state,
)
from tests.db.shop.market import LATER, SUPPORT, WAREHOUSE, paid, placed

pytestmark = pytest.mark.usefixtures("market")


def told(name: str) -> int:
    """Count the events of a name."""
    return OutboxEvent.objects.filter(name=f"shop.{name}").count()


def test_the_whole_order_goes_back_with_its_shipping() -> None:
    order = paid_with_shipping(("CREAM", 2), ("TEA", 1))
    done = cancel(order)
    assert (state(order), done.gross_minor, refunded(order)) == ("cancelled", 7320, 7320)
    assert available(["CREAM", "TEA"]) == {"CREAM": 100, "TEA": 100}
    assert (told("order_cancelled"), told("part_cancelled"), told("refund_asked")) == (1, 0, 1)
    assert documents_of(f"order:{order.order_id}") == ()


def test_the_refund_is_due_after_a_fortnight_by_the_way_it_was_paid() -> None:
    order = paid(("CREAM", 2))
    cancel(order)
    refund = Refund.objects.get()
    assert (refund.method, refund.state, refund.due_on) == (
        "gateway", "requested", date(2026, 3, 16),
    )  # fmt: skip


def test_some_pieces_are_cancelled_and_the_rest_is_sent() -> None:
    order = paid_with_shipping(("CREAM", 3))
    assert cancel(order, ("CREAM", 1)).gross_minor == 2990
    assert (state(order), told("part_cancelled")) == ("paid", 1)
    send(order)
    assert (state(order), refunded(order)) == ("delivered", 2990)


def test_the_rest_of_a_partly_delivered_order_is_cancelled_and_it_is_delivered() -> None:
    order = paid_with_shipping(("CREAM", 3))
    send(order, ("CREAM", 2))
    assert cancel(order, at=SOON).gross_minor == 2990
    stored = Order.objects.get(pk=order.order_id)
    assert (stored.state, stored.delivered_at) == ("delivered", LATER)
    assert available(["CREAM"]) == {"CREAM": 98}
    assert stored.state_changes.last().reason == "rest_cancelled"  # type: ignore[union-attr]


def test_the_rest_is_cancelled_while_a_parcel_is_on_its_way() -> None:
    order = paid(("CREAM", 3))
    send(order, ("CREAM", 2), arrived=None)
    cancel(order)
    assert state(order) == "in_delivery"


def test_out_of_stock_is_the_companys_doing_and_a_change_of_mind_is_not() -> None:
    cancel(paid())
    cancel(paid(), reason="changed_mind")
    undone = Reversal.objects.order_by("pk")
    assert list(undone.values_list("attributable_to_company", flat=True)) == [True, False]


def test_the_facts_tell_what_was_undone() -> None:
    order = paid(("CREAM", 3), ("TEA", 1))
    done = cancel(order, ("CREAM", 1))
    (facts,) = order_facts([order.order_id])
    (undone,) = facts.reversals
    assert (undone.reversal_id, undone.return_id, undone.reason) == (
        done.reversal_id, None, "out_of_stock",
    )  # fmt: skip
    (part,) = undone.lines
    assert (part.line_id, part.quantity, part.gross_minor, part.pv_minor, part.cv_minor) == (
        line(order, "CREAM"), 1, 2990, 2000, 1800,
    )  # fmt: skip


@pytest.mark.parametrize("lines", [(("CREAM", 3),), (("CREAM", -1),), (("TEA", 1),)])
def test_no_more_is_cancelled_than_was_not_sent(lines: tuple[tuple[str, int], ...]) -> None:
    order = paid(("CREAM", 3), ("TEA", 1))
    send(order, ("CREAM", 1), ("TEA", 1))
    with pytest.raises(NothingToCancel):
        cancel(order, *lines)
    assert (refunded(order), Reversal.objects.count()) == (0, 0)


def test_nothing_is_cancelled_unpaid_or_after_all_was_delivered() -> None:
    delivered = paid()
    send(delivered)
    for order in (placed(), delivered):
        with pytest.raises(OrderCannotMove):
            cancel(order)


def test_only_support_cancels_and_says_why(carl: Actor) -> None:
    order = paid()
    for actor in (ANONYMOUS, WAREHOUSE, FINANCE, carl):
        with pytest.raises(NotAllowed):
            cancel(order, actor=actor)
    with pytest.raises(UnknownReason):
        cancel_paid_order(
            order_id=order.order_id, cancellation=Cancellation("because"), actor=SUPPORT, at=LATER
        )


def test_what_was_undone_is_never_edited() -> None:
    cancel(paid())
    for rows in (Reversal.objects.all(), ReversalLine.objects.all()):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            rows.update(id=1)
    with pytest.raises(IntegrityError, match="keeps its past"), transaction.atomic():
        Refund.objects.update(amount_minor=1)


def test_the_database_lets_no_more_go_back_than_was_sold_and_paid() -> None:
    order = paid(("CREAM", 1))
    cancel(order)
    refund, undone = Refund.objects.get(), ReversalLine.objects.get()
    with pytest.raises(IntegrityError, match="has 1 pieces"), transaction.atomic():
        head = Reversal.objects.create(
            order_id=order.order_id, kind="cancellation", reason="lost", actor="x", at=SOON,
            attributable_to_company=True, goods_gross_minor=0, shipping_gross_minor=0,
        )  # fmt: skip
        undone.pk, undone.reversal = None, head
        undone.save(force_insert=True)
    with pytest.raises(IntegrityError, match="refunds of 5980"), transaction.atomic():
        Refund.objects.filter(pk=refund.pk).update(state="failed", finished_at=SOON)
        Refund.objects.create(
            order=refund.order, reversal=refund.reversal, transaction=refund.transaction,
            method="transfer", amount_minor=5980, currency="EUR", state="requested",
            due_on=refund.due_on, accepted_by="x", requested_at=SOON,
        )  # fmt: skip


def test_the_page_tells_how_many_pieces_are_left() -> None:
    order = paid(("CREAM", 3))
    cancel(order, ("CREAM", 1))
    (one,) = order_life(order=order_for(actor=SUPPORT, number=order.number)).lines
    assert (one.quantity, one.cancelled, one.outstanding, one.returnable) == (3, 1, 2, 0)
