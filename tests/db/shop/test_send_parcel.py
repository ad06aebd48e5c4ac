"""An order that leaves in several parcels."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from core.models import OutboxEvent
from core.policy import NotAllowed
from inventory.models import Stock
from shop.models import Fulfillment, Order, OrderLine
from shop.public import (
    NewParcel,
    OrderCannotMove,
    PlacedOrder,
    Sent,
    confirm_arrival,
    order_for,
    order_life,
    send_parcel,
)
from shop.services.deliver_order import ArrivedBefore, BadDeliveryTime, BadParcel, DeliveryNotFound
from tests.db.shop.market import AT, LATER, SUPPORT, WAREHOUSE, paid, placed

pytestmark = pytest.mark.usefixtures("market")

SOON = LATER + timedelta(days=2)


def line(order: PlacedOrder, sku: str) -> int:
    """Return the id of an order's line."""
    return OrderLine.objects.get(order=order.order_id, sku=sku).pk


def send(
    order: PlacedOrder,
    *lines: tuple[str, int],
    arrived: datetime | None = None,
    at: datetime = LATER,
) -> Sent:
    """Send some lines, or all that is left."""
    picked = tuple((line(order, sku), quantity) for sku, quantity in lines)
    parcel = NewParcel(picked, "dhl", "00340434161094000001", arrived)
    return send_parcel(order_id=order.order_id, parcel=parcel, actor=WAREHOUSE, at=at)


def state(order: PlacedOrder) -> str:
    """Return the state the database knows."""
    return Order.objects.get(pk=order.order_id).state


def told() -> list[str]:
    """Return which deliveries were told to the house."""
    events = OutboxEvent.objects.filter(name__endswith="delivered").order_by("pk")
    return [event.name.partition(".")[2] for event in events]


def test_a_part_leaves_and_the_order_is_in_delivery() -> None:
    order = paid(("CREAM", 3), ("TEA", 2))
    sent = send(order, ("CREAM", 2), arrived=LATER)
    assert (state(order), sent.is_last, told()) == ("in_delivery", False, ["part_delivered"])
    stock = Stock.objects.get(item__sku="CREAM")
    assert (stock.on_hand, stock.reserved) == (98, 1)


def test_the_order_is_delivered_with_its_last_parcel() -> None:
    order = paid(("CREAM", 3), ("TEA", 2))
    send(order, ("CREAM", 2), arrived=LATER)
    last = send(order, arrived=SOON, at=SOON)
    assert (state(order), last.is_last) == ("delivered", True)
    assert Order.objects.get(pk=order.order_id).delivered_at == SOON
    assert told() == ["part_delivered", "order_delivered"]


def test_a_parcel_on_its_way_is_not_delivered_until_somebody_tells() -> None:
    order = paid()
    sent = send(order)
    assert (state(order), sent.is_last) == ("in_delivery", True)
    confirm_arrival(delivery_id=sent.delivery_id, actor=WAREHOUSE, arrived_at=SOON, at=SOON)
    assert (state(order), Order.objects.get(pk=order.order_id).delivered_at) == ("delivered", SOON)


def test_the_order_counts_as_delivered_with_whichever_parcel_arrives_last() -> None:
    order = paid(("CREAM", 2))
    slow, fast = send(order, ("CREAM", 1)), send(order, arrived=LATER)
    assert state(order) == "in_delivery"
    confirm_arrival(delivery_id=slow.delivery_id, actor=WAREHOUSE, arrived_at=SOON, at=SOON)
    assert Order.objects.get(pk=order.order_id).delivered_at == SOON
    assert fast.is_last


def test_an_arrival_is_told_once() -> None:
    order = paid()
    sent = send(order)
    for _again in range(2):
        confirm_arrival(delivery_id=sent.delivery_id, actor=WAREHOUSE, arrived_at=SOON, at=SOON)
    with pytest.raises(ArrivedBefore):
        confirm_arrival(delivery_id=sent.delivery_id, actor=WAREHOUSE, arrived_at=LATER, at=SOON)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Fulfillment.objects.update(delivered_at=LATER)
    assert told() == ["part_delivered", "order_delivered"]


@pytest.mark.parametrize("arrived", [LATER - timedelta(minutes=1), SOON + timedelta(minutes=1)])
def test_nothing_arrives_before_it_left_or_in_the_future(arrived: datetime) -> None:
    sent = send(paid())
    with pytest.raises(BadDeliveryTime):
        confirm_arrival(delivery_id=sent.delivery_id, actor=WAREHOUSE, arrived_at=arrived, at=SOON)


@pytest.mark.parametrize("lines", [(("CREAM", 3),), (("CREAM", -1),), (("CREAM", 0),)])
def test_no_more_is_sent_than_is_left(lines: tuple[tuple[str, int], ...]) -> None:
    order = paid(("CREAM", 2))
    with pytest.raises(BadParcel):
        send(order, *lines)
    assert (Fulfillment.objects.count(), state(order)) == (0, "paid")


def test_a_line_of_another_order_is_not_sent() -> None:
    order, other = paid(), paid()
    parcel = NewParcel(((line(other, "CREAM"), 1),))
    with pytest.raises(BadParcel):
        send_parcel(order_id=order.order_id, parcel=parcel, actor=WAREHOUSE, at=LATER)


def test_nothing_leaves_unpaid_or_after_everything_left() -> None:
    with pytest.raises(OrderCannotMove):
        send(placed())
    order = paid()
    send(order, arrived=LATER)
    with pytest.raises(OrderCannotMove):
        send(order)


def test_only_the_warehouse_sends_and_confirms() -> None:
    order = paid()
    with pytest.raises(NotAllowed):
        send_parcel(order_id=order.order_id, parcel=NewParcel(), actor=SUPPORT, at=LATER)
    sent = send(order)
    with pytest.raises(NotAllowed):
        confirm_arrival(delivery_id=sent.delivery_id, actor=SUPPORT, arrived_at=AT, at=LATER)
    with pytest.raises(DeliveryNotFound):
        confirm_arrival(delivery_id=10**9, actor=WAREHOUSE, arrived_at=AT, at=LATER)


def test_the_buyer_sees_each_parcel_with_its_way() -> None:
    order = paid(("CREAM", 3), ("TEA", 2))
    send(order, ("CREAM", 2), ("TEA", 1))
    life = order_life(order=order_for(actor=SUPPORT, number=order.number))
    (parcel,) = life.parcels
    assert [(one.name, one.quantity) for one in parcel.lines] == [
        ("Rosencreme", 2),
        ("Kräutertee", 1),
    ]
    assert (parcel.carrier_name, parcel.delivered_at) == ("DHL", None)
    assert parcel.tracking_url.endswith("=00340434161094000001")
    assert [(one.sku, one.sent, one.outstanding) for one in life.lines] == [
        ("CREAM", 2, 1),
        ("TEA", 1, 1),
    ]
