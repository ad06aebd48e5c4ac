"""The terms of a booking bonus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule

from . import walk


@dataclass(frozen=True, slots=True)
class BookingBonus(Rule):
    """A rule of kind "booking_bonus": for each party that was booked at another one and is closed.

    The party pays once its orders are worth `least_minor`: `fixed_minor`, or `rate_bp` of what
    they are worth.
    """

    base: str
    least_minor: int
    fixed_minor: int
    rate_bp: int
    need_activity: bool

    @property
    def most_bp(self) -> int | None:
        """Return the rate; an amount is bounded by the least total that brings it."""
        if not self.fixed_minor:
            return self.rate_bp
        return -(-self.fixed_minor * 10_000 // self.least_minor) if self.least_minor else None

    def worth_minor(self, total_minor: int) -> int:
        """Return what a party with this total pays."""
        if total_minor < max(self.least_minor, 1):
            return 0
        return self.fixed_minor or self.amount_minor(total_minor, self.rate_bp)

    @property
    def pays_positions(self) -> bool:
        """Everything a member gets is one line."""
        return True

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each consultant for the booked parties of the period."""
        return walk.earnings(self, ground)
