"""What became of an order after it was placed, as its buyer and staff see it."""

from __future__ import annotations

from dataclasses import dataclass

from shop.values.deliveries import ParcelView


@dataclass(frozen=True, slots=True)
class LineLife:
    """A line's pieces: sold, sent, cancelled, taken back; `outstanding` can still be sent."""

    line_id: int
    sku: str
    name: str
    quantity: int
    sent: int
    cancelled: int
    returned: int
    outstanding: int


@dataclass(frozen=True, slots=True)
class OrderLife:
    """An order's lines and parcels."""

    order_id: int
    lines: tuple[LineLife, ...]
    parcels: tuple[ParcelView, ...]
