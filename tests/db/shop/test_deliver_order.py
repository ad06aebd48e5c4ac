"""Delivery, and giving up what nobody paid."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from core.models import OutboxEvent
from core.policy import ANONYMOUS, Actor, NotAllowed
from inventory.models import Reservation, Stock
from inventory.public import available
from shop import tasks
from shop.models import Fulfillment, Order, OrderStateChange, TransactionItem
from shop.public import (
    OrderCannotMove,
    OrderNotFound,
    cancel_overdue_orders,
    cancel_unpaid_order,
    deliver_order,
    gateway_decide,
)
from shop.services.deliver_order import BadDeliveryTime
from tests.db.shop.market import AT, LATER, SUPPORT, WAREHOUSE, cart_with, order_of, paid, placed

pytestmark = pytest.mark.usefixtures("market")


def deliver(order_id: int, actor: Actor = WAREHOUSE, delivered_at: datetime = LATER) -> None:
    """Deliver within the hour."""
    deliver_order(order_id=order_id, actor=actor, delivered_at=delivered_at, at=LATER)


def events(name: str) -> int:
    """Count the events of a name."""
    return OutboxEvent.objects.filter(name=name).count()


def test_a_delivery_ships_the_goods_and_tells_the_house() -> None:
    order = paid(("CREAM", 2))
    deliver(order.order_id)
    stock = Stock.objects.get(item__sku="CREAM")
    assert (stock.on_hand, stock.reserved) == (98, 0)
    stored = Order.objects.get(pk=order.order_id)
    assert (stored.state, stored.delivered_at) == ("delivered", LATER)
    assert Fulfillment.objects.get(order=stored).lines.get().quantity == 2
    assert events("shop.order_delivered") == 1


def test_the_history_tells_who_moved_it_when() -> None:
    order = paid()
    deliver(order.order_id)
    assert list(
        OrderStateChange.objects.order_by("pk").values_list("new_state", "at", "actor")
    ) == [
        ("placed", AT, "guest"),
        ("paid", AT, "system:gateway:test"),
        ("delivered", LATER, "account:-4"),
    ]


def test_an_unpaid_order_is_not_delivered() -> None:
    order = placed()
    with pytest.raises(OrderCannotMove, match="placed"):
        deliver(order.order_id)
    assert available(["CREAM"]) == {"CREAM": 99}


def test_nothing_is_delivered_twice() -> None:
    order = paid()
    deliver(order.order_id)
    with pytest.raises(OrderCannotMove, match="delivered"):
        deliver(order.order_id)
    assert (Fulfillment.objects.count(), events("shop.order_delivered")) == (1, 1)


@pytest.mark.parametrize("minutes", [61, -1])
def test_nothing_arrives_in_the_future_or_before_it_was_paid(minutes: int) -> None:
    order = paid()
    with pytest.raises(BadDeliveryTime):
        deliver(order.order_id, delivered_at=AT + timedelta(minutes=minutes))


def test_only_the_warehouse_delivers(carl: Actor) -> None:
    order = paid()
    for actor in (ANONYMOUS, SUPPORT, carl):
        with pytest.raises(NotAllowed):
            deliver(order.order_id, actor)


def test_an_unknown_order_is_not_found() -> None:
    with pytest.raises(OrderNotFound):
        deliver(10**9)


def test_a_cancelled_order_gives_its_stock_back() -> None:
    order = placed(("CREAM", 2))
    cancel_unpaid_order(order_id=order.order_id, actor=SUPPORT, reason="asked", at=LATER)
    assert available(["CREAM"]) == {"CREAM": 100}
    assert Order.objects.get(pk=order.order_id).state == "cancelled"
    assert TransactionItem.objects.get().state == "voided"
    assert events("shop.order_cancelled") == 1


def test_a_paid_order_is_not_cancelled() -> None:
    order = paid()
    with pytest.raises(OrderCannotMove):
        cancel_unpaid_order(order_id=order.order_id, actor=SUPPORT, reason="x", at=LATER)
    assert available(["CREAM"]) == {"CREAM": 99}


def test_the_warehouse_cancels_nothing() -> None:
    order = placed()
    with pytest.raises(NotAllowed):
        cancel_unpaid_order(order_id=order.order_id, actor=WAREHOUSE, reason="x", at=LATER)


def test_what_stays_unpaid_for_days_frees_its_stock() -> None:
    old = placed(("CREAM", 2))
    old_but_paid = placed(("CREAM", 3))
    gateway_decide(token=old_but_paid.payment_token, approve=True, at=AT)
    fresh = order_of(cart_with(("CREAM", 4)), at=AT + timedelta(days=2))
    assert cancel_overdue_orders(at=AT + timedelta(days=3)) == 0
    assert cancel_overdue_orders(at=AT + timedelta(days=3, seconds=1)) == 1
    states = dict(Order.objects.values_list("pk", "state"))
    assert states == {
        old.order_id: "cancelled", old_but_paid.order_id: "paid", fresh.order_id: "placed",
    }  # fmt: skip
    assert available(["CREAM"]) == {"CREAM": 93}


def test_an_order_that_cannot_be_cancelled_keeps_no_other_from_it() -> None:
    stuck, other = placed(), placed()
    held = Reservation.objects.filter(order_ref=f"order:{stuck.order_id}")
    held.update(state="shipped", shipped=1, closed_at=AT)  # as no use case leaves it
    assert cancel_overdue_orders(at=AT + timedelta(days=9)) == 1
    assert Order.objects.get(pk=stuck.order_id).state == "placed"
    assert Order.objects.get(pk=other.order_id).state == "cancelled"


def test_the_clock_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    placed()
    monkeypatch.setattr(tasks.clock, "now", lambda: AT + timedelta(days=9))
    assert tasks.cancel_overdue() == 1
