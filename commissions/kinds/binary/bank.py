"""What a side has kept from earlier periods: lots, each with the period it came up in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from core.periods import Period

OLDEST = "oldest"


class Lot(NamedTuple):
    """Volume of one period, in hundredths of a point; `place` counts periods through time."""

    place: int
    since: str
    amount: int


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a side may hand on: how long, how much, and how little. None and 0 where nothing limits.

    `expires_after` counts the further periods in which a lot can still be matched.
    """

    expires_after: int | None = None
    carry_cap: int | None = None
    cap_flushes: str = OLDEST
    least_carry: int = 0


class Bank:
    """The lots of one side, the oldest first. Never below zero."""

    __slots__ = ("_lots",)

    def __init__(self, lots: Iterable[Lot] = ()) -> None:
        self._lots = sorted(lots)

    def __iter__(self) -> Iterator[Lot]:
        return iter(self._lots)

    @property
    def total(self) -> int:
        """Return what the side holds."""
        return sum(lot.amount for lot in self._lots)

    def add(self, lot: Lot) -> None:
        """Put volume of the newest period on top."""
        if lot.amount and self._lots and self._lots[-1].place == lot.place:
            self._lots[-1] = lot._replace(amount=self._lots[-1].amount + lot.amount)
        elif lot.amount:
            self._lots.append(lot)

    def take(self, amount: int) -> int:
        """Use up volume, the oldest first; return how much was there."""
        return _drain(self._lots, amount, 0)

    def take_newest(self, amount: int) -> int:
        """Use up volume, the newest first; return how much was there."""
        return _drain(self._lots, amount, -1)

    def expire(self, before: int) -> int:
        """Drop lots of places before this one; return how much they held."""
        lost = sum(lot.amount for lot in self._lots if lot.place < before)
        self._lots = [lot for lot in self._lots if lot.place >= before]
        return lost

    def trim(self, keeping: Keeping, place: int) -> int:
        """Drop what may not be handed on from this period; return how much that is."""
        lost = 0
        if keeping.expires_after is not None:
            lost += self.expire(place - keeping.expires_after + 1)
        if keeping.carry_cap is not None and self.total > keeping.carry_cap:
            drop = self.take if keeping.cap_flushes == OLDEST else self.take_newest
            lost += drop(self.total - keeping.carry_cap)
        if self.total < keeping.least_carry:
            lost += self.take(self.total)
        return lost


def place_of(key: str) -> int:
    """Count a period through time, so that neighbours differ by one."""
    if not key:
        return 0
    starts_on = Period(key).starts_on
    return starts_on.toordinal() // 7 if "W" in key else starts_on.year * 12 + starts_on.month


def _drain(lots: list[Lot], amount: int, end: int) -> int:
    """Take from one end of the lots until the amount is found or nothing is left."""
    missing = amount
    while missing > 0 and lots:
        lot = lots.pop(end)
        if lot.amount > missing:
            rest = lot._replace(amount=lot.amount - missing)
            lots.insert(0 if end == 0 else len(lots), rest)
            return amount
        missing -= lot.amount
    return amount - max(missing, 0)
