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
class PartDelivered:
    """A parcel left, and something of the order is not with the buyer yet."""

    name: ClassVar[str] = "shop.part_delivered"
    order_id: int
    delivery_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the order's events in order."""
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class OrderDelivered:
    """The buyer has all the goods; the withdrawal period starts.

    `delivery_id` is the parcel that made it whole, None where the rest was cancelled instead.
    """

    name: ClassVar[str] = "shop.order_delivered"
    order_id: int
    delivery_id: int | None
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the order's events in order."""
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """An order was given up before anything was sent; its stock is free again."""

    name: ClassVar[str] = "shop.order_cancelled"
    order_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the order's events in order."""
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class PartCancelled:
    """What was not sent yet of a paid order was given up, whole or in part."""

    name: ClassVar[str] = "shop.part_cancelled"
    order_id: int
    reversal_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the order's events in order."""
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class WithdrawalReceived:
    """A consumer withdrew from a contract; the statement is kept and has to be acknowledged."""

    name: ClassVar[str] = "shop.withdrawal_received"
    withdrawal_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep what belongs to the statement in order."""
        return f"withdrawal:{self.withdrawal_id}"


@dataclass(frozen=True, slots=True)
class ReturnAnnounced:
    """A buyer sends something back."""

    name: ClassVar[str] = "shop.return_announced"
    return_id: int
    order_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the order's events in order."""
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class ReturnReceived:
    """The goods of a return are here and were looked at."""

    name: ClassVar[str] = "shop.return_received"
    return_id: int
    order_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the order's events in order."""
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class OrderReturned:
    """A return was accepted: money goes back, and so do points (see `order_facts`)."""

    name: ClassVar[str] = "shop.order_returned"
    return_id: int
    order_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the order's events in order."""
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class ReturnRejected:
    """A return was not accepted; its reason is kept with it."""

    name: ClassVar[str] = "shop.return_rejected"
    return_id: int
    order_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the order's events in order."""
        return f"order:{self.order_id}"


@dataclass(frozen=True, slots=True)
class RefundAsked:
    """Money has to go back: by the gateway, or by a transfer to an account still to be named."""

    name: ClassVar[str] = "shop.refund_asked"
    refund_id: int
    order_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the refund's own events in order."""
        return f"refund:{self.refund_id}"


@dataclass(frozen=True, slots=True)
class RefundMade:
    """The money is on its way to the buyer."""

    name: ClassVar[str] = "shop.refund_made"
    refund_id: int
    order_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the refund's own events in order."""
        return f"refund:{self.refund_id}"


@dataclass(frozen=True, slots=True)
class PartyClosed:
    """A consultant closed a party; its hostess shall hear of her credit, if there is one."""

    name: ClassVar[str] = "shop.party_closed"
    party_id: int
    number: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the party's events in order."""
        return f"party:{self.party_id}"


@dataclass(frozen=True, slots=True)
class CartPrepared:
    """A partner filled a cart for a customer, who shall get the link."""

    name: ClassVar[str] = "shop.cart_prepared"
    prepared_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Keep the prepared cart's events in order."""
        return f"prepared_cart:{self.prepared_id}"


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
