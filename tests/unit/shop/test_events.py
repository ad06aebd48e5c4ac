"""Events name what their order of delivery is kept for."""

from __future__ import annotations

from datetime import UTC, datetime

from shop.events import OrderCancelled, OrderDelivered, OrderPaid, OrderPlaced, OrdersImported

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_an_orders_events_stay_in_order() -> None:
    events = [OrderPlaced(7, AT), OrderPaid(7, None, AT), OrderDelivered(7, None, AT)]
    assert {event.aggregate for event in [*events, OrderCancelled(7, AT)]} == {"order:7"}


def test_the_batches_of_a_source_stay_in_order() -> None:
    assert OrdersImported("cdnow:1-9", (1, 9), AT).aggregate == "import:cdnow"
