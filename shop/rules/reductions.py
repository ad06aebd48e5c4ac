"""Whether a price may be called reduced, and from what: derived, never typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

WINDOW_DAYS = 30
HISTORY_DAYS = 180


@dataclass(frozen=True, slots=True)
class Asked:
    """A price and the days [starts, ends) on which customers were asked for it.

    A day on which the price changed belongs to both; the later one stands later in a sequence.
    """

    gross_minor: int
    starts: date
    ends: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the price was asked on a day."""
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True)
class Reduction:
    """The lowest price of the thirty days before the reduction, and the saving in percent."""

    lowest_minor: int
    percent: int


@dataclass(frozen=True, slots=True)
class _Step:
    """A price that held for some days on end; None while there was none."""

    gross_minor: int | None
    starts: date
    days: int


def reduction(history: Sequence[Asked], today: date) -> Reduction | None:
    """Return what today's price is reduced from; None where it may not be called reduced.

    A price that has held for thirty days is the normal price. Of a reduction that rises step by
    step without a break, the days before its first step count.

    Source: § 11 (1), (2) PAngV; CJEU C-330/23 (Aldi Süd): a percentage refers to the lowest price
            of the last thirty days.
    """
    if len({asked.gross_minor for asked in history}) < 2:
        return None
    steps = _steps(history, today)
    now, first = steps[0], _first_reduction(steps)
    if now.gross_minor is None or first is None or now.days >= WINDOW_DAYS:
        return None
    lowest = min(_asked_before(history, first), default=now.gross_minor)
    if lowest <= now.gross_minor:
        return None
    return Reduction(lowest, (lowest - now.gross_minor) * 100 // lowest)


def _steps(history: Sequence[Asked], today: date) -> list[_Step]:
    """Return the prices at the end of each day, newest first, days of the same price together."""
    days = [today - timedelta(days=back) for back in range(HISTORY_DAYS)]
    priced = [(day, _last_on(history, day)) for day in days]
    steps = []
    for price, group in groupby(priced, key=lambda pair: pair[1]):
        held = [day for day, _price in group]
        steps.append(_Step(price, held[-1], len(held)))
    return steps


def _last_on(history: Sequence[Asked], day: date) -> int | None:
    return next((asked.gross_minor for asked in reversed(history) if asked.covers(day)), None)


def _first_reduction(steps: Sequence[_Step]) -> date | None:
    """Return the day on which the price began to fall, step by step, to what it is now."""
    first = None
    for now, before in pairwise(steps):
        if now.gross_minor is None or before.gross_minor is None:
            break
        if before.gross_minor <= now.gross_minor or now.days >= WINDOW_DAYS:
            break
        first = now.starts
    return first


def _asked_before(history: Sequence[Asked], first: date) -> list[int]:
    """Return every price of the thirty days before a day, and those it began with."""
    window = [first - timedelta(days=back) for back in range(1, WINDOW_DAYS + 1)]
    before = [asked.gross_minor for asked in history if any(asked.covers(day) for day in window)]
    on_the_day = [asked.gross_minor for asked in history if asked.covers(first)]
    return before + on_the_day[:-1]
