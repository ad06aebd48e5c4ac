"""What became of an order after it was placed, as its buyer and staff see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from shop.values.deliveries import ParcelView
from shop.values.reversals import RefundRow, ReturnView


@dataclass(frozen=True, slots=True)
class LineLife:
    """A line's pieces: sold, sent, cancelled, taken back.

    `outstanding` can still be sent or cancelled, `returnable` can still be sent back.
    """

    line_id: int
    sku: str
    name: str
    quantity: int
    sent: int
    cancelled: int
    returned: int
    outstanding: int
    returnable: int


@dataclass(frozen=True, slots=True)
class OrderLife:
    """An order's lines, parcels, returns and refunds, and until when its buyer may withdraw.

    `deadline` is None while the withdrawal period is open, because not all has arrived.
    """

    order_id: int
    lines: tuple[LineLife, ...]
    parcels: tuple[ParcelView, ...]
    returns: tuple[ReturnView, ...]
    refunds: tuple[RefundRow, ...]
    deadline: datetime | None

    @property
    def outstanding(self) -> int:
        """Return how many pieces are neither sent nor cancelled."""
        return sum(line.outstanding for line in self.lines)

    @property
    def returnable(self) -> int:
        """Return how many pieces the buyer could send back."""
        return sum(line.returnable for line in self.lines)


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note of staff on an order."""

    text: str = field(repr=False)
    actor: str
    at: datetime
