"""Parts of a sold line, so that parcels, papers and refunds of it add up to the line.

A line's pieces stand in a row. Parcels and returns take them from the front, cancellations from
the back; a part is worth the difference of two running totals. So whatever the order of events,
the parts of a line that is gone add up to it, and what came back is worth what its parcel was.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.rounding import round_half_up


@dataclass(frozen=True, slots=True)
class Worth:
    """What some pieces cost and score."""

    gross_minor: int
    net_minor: int
    pv_minor: int
    cv_minor: int

    @property
    def tax_minor(self) -> int:
        """Return the tax within the gross."""
        return self.gross_minor - self.net_minor

    def __add__(self, other: Worth) -> Worth:
        return Worth(
            self.gross_minor + other.gross_minor,
            self.net_minor + other.net_minor,
            self.pv_minor + other.pv_minor,
            self.cv_minor + other.cv_minor,
        )


NOTHING = Worth(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A line's pieces: how many were sold, sent, cancelled and taken back, and their worth."""

    line_id: int
    quantity: int
    worth: Worth
    sent: int = 0
    cancelled: int = 0
    returned: int = 0

    @property
    def outstanding(self) -> int:
        """Return how many are neither sent nor cancelled."""
        return self.quantity - self.sent - self.cancelled

    @property
    def with_buyer(self) -> int:
        """Return how many were sent and did not come back."""
        return self.sent - self.returned

    def sent_next(self, quantity: int) -> Worth:
        """Return what the next pieces in a parcel are worth."""
        return part(self.worth, self.quantity, self.sent, self.sent + quantity)

    def cancelled_next(self, quantity: int) -> Worth:
        """Return what the next cancelled pieces are worth."""
        stop = self.quantity - self.cancelled
        return part(self.worth, self.quantity, stop - quantity, stop)

    def returned_next(self, quantity: int) -> Worth:
        """Return what the next pieces that come back are worth."""
        return part(self.worth, self.quantity, self.returned, self.returned + quantity)


def part(worth: Worth, quantity: int, start: int, stop: int) -> Worth:
    """Return what the pieces [start, stop) of a line are worth."""
    upper, lower = _first(worth, quantity, stop), _first(worth, quantity, start)
    return Worth(
        upper.gross_minor - lower.gross_minor,
        upper.net_minor - lower.net_minor,
        upper.pv_minor - lower.pv_minor,
        upper.cv_minor - lower.cv_minor,
    )


def _first(worth: Worth, quantity: int, count: int) -> Worth:
    """Return the running totals; the net follows the gross, so that no part's tax is below zero."""

    def share(total: int) -> int:
        return round_half_up(total * count, quantity)

    gross = share(worth.gross_minor)
    net = round_half_up(worth.net_minor * gross, worth.gross_minor) if gross else 0
    return Worth(gross, net, share(worth.pv_minor), share(worth.cv_minor))
