"""Facts the shop publishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    """An order stands and its stock is reserved; it is not paid yet."""

    name: ClassVar[str] = "shop.order_placed"
    order_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the order's events in order."""
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class OrderPaid:
    """The full amount is in; `account_id` is None for guests."""

    name: ClassVar[str] = "shop.order_paid"
    order_id: int
    account_id: int | None
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the order's events in order."""
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class OrderDelivered:
    """The buyer has the goods; the withdrawal period starts."""

    name: ClassVar[str] = "shop.order_delivered"
    order_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the order's events in order."""
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """An unpaid order was given up; its stock is free again."""

    name: ClassVar[str] = "shop.order_cancelled"
    order_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the order's events in order."""
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class OrdersImported:
    """Paid and delivered orders of another system came in; at most a thousand per event."""

    name: ClassVar[str] = "shop.orders_imported"
    batch_ref: str
    order_ids: tuple[int, ...]
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the batches of one source in order."""
        return "import:" + self.batch_ref.partition(":")[0]
