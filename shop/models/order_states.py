"""The life of an order, as data and as a drawing; a test compares the two.

What comes back is a life of its own (shop.models.returns): the order stays delivered.

```mermaid
stateDiagram-v2
    [*] --> placed
    placed --> paid
    placed --> cancelled
    paid --> in_delivery
    paid --> delivered
    paid --> cancelled
    in_delivery --> delivered
```
"""

from __future__ import annotations

from enum import StrEnum


class OrderState(StrEnum):
    """Where an order stands; in delivery means that a parcel left, and not all is there yet."""

    PLACED = "placed"
    PAID = "paid"
    IN_DELIVERY = "in_delivery"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"


TRANSITIONS: dict[OrderState, frozenset[OrderState]] = {
    OrderState.PLACED: frozenset({OrderState.PAID, OrderState.CANCELLED}),
    OrderState.PAID: frozenset(
        {OrderState.IN_DELIVERY, OrderState.DELIVERED, OrderState.CANCELLED}
    ),
    OrderState.IN_DELIVERY: frozenset({OrderState.DELIVERED}),
    OrderState.DELIVERED: frozenset(),
    OrderState.CANCELLED: frozenset(),
}

FIRST = OrderState.PLACED
