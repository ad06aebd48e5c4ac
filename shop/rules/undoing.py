"""What goes back to the buyer when pieces of an order are undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shop.rules.pieces import NOTHING, Row, Worth


@dataclass(frozen=True, slots=True)
class Shipping:
    """What the buyer paid for shipping, what the cheapest way would have been, what went back."""

    paid_minor: int
    standard_minor: int
    refunded_minor: int = 0


@dataclass(frozen=True, slots=True)
class Undone:
    """The worth of each line's undone pieces, and the shipping that goes back with them."""

    lines: tuple[tuple[int, int, Worth], ...]
    shipping_minor: int

    @property
    def goods(self) -> Worth:
        """Return the worth of all pieces."""
        return sum((worth for _line, _quantity, worth in self.lines), start=NOTHING)

    @property
    def gross_minor(self) -> int:
        """Return what goes back."""
        return self.goods.gross_minor + self.shipping_minor


def cancel(rows: Sequence[Row], picked: Mapping[int, int], shipping: Shipping) -> Undone:
    """Undo pieces that were never sent.

    Shipping goes back whole when nothing of the order is ever sent, as the parcel never was.
    """
    lines = tuple(
        (row.line_id, picked[row.line_id], row.cancelled_next(picked[row.line_id]))
        for row in rows
        if picked.get(row.line_id)
    )
    is_all = all(row.cancelled + picked.get(row.line_id, 0) == row.quantity for row in rows)
    left = shipping.paid_minor if is_all else _shipping_back(rows, picked, shipping)
    return Undone(lines, left if not shipping.refunded_minor else 0)


def take_back(rows: Sequence[Row], picked: Mapping[int, int], shipping: Shipping) -> Undone:
    """Undo pieces that came back."""
    lines = tuple(
        (row.line_id, picked[row.line_id], row.returned_next(picked[row.line_id]))
        for row in rows
        if picked.get(row.line_id)
    )
    return Undone(lines, _shipping_back(rows, picked, shipping))


def _shipping_back(rows: Sequence[Row], picked: Mapping[int, int], shipping: Shipping) -> int:
    """Refund standard shipping once nothing of the order is left with the buyer, and only then.

    A part that goes back changes nothing about the shipping: free delivery stays free.

    Source: § 357 (2) BGB, the cheapest standard delivery that was offered.
    """
    undone = sum(row.cancelled + row.returned + picked.get(row.line_id, 0) for row in rows)
    is_all = undone == sum(row.quantity for row in rows)
    if not is_all or shipping.refunded_minor:
        return 0
    return min(shipping.paid_minor, shipping.standard_minor)
