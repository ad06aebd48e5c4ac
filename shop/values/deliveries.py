"""Parcels as the warehouse packs them and as buyers see them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

Picked = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class NewParcel:
    """What leaves: pairs of order line and quantity; none means everything that is left.

    `delivered_at` is None while nobody knows when it arrived.
    """

    lines: Picked = ()
    carrier: str = ""
    tracking_number: str = field(default="", repr=False)
    delivered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A parcel that left; `is_last` tells that nothing of the order is left to send."""

    delivery_id: int
    order_id: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class ParcelLine:
    """How many pieces of an order line are in a parcel."""

    line_id: int
    name: str
    sku: str
    quantity: int


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel: what is in it, by whom it goes, when it left and when it arrived."""

    delivery_id: int
    shipped_at: datetime
    delivered_at: datetime | None
    carrier: str
    carrier_name: str
    tracking_number: str
    tracking_url: str
    lines: tuple[ParcelLine, ...]
