"""Exchange rates as other rooms see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

# Rates have at most so many decimals.
DECIMALS = 6


class Quote(NamedTuple):
    """On a day, one unit of `base` was worth `millionths` / 10**6 units of `currency`."""

    base: str
    currency: str
    day: date
    millionths: int


@dataclass(frozen=True, slots=True)
class RateRow:
    """A recorded rate; `was_millionths` is the one it corrects, None for a first one."""

    id: int
    source: str
    quote: Quote
    recorded_at: datetime
    recorded_by: str
    was_millionths: int | None
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class RateFile:
    """What a file of rates would change: `new` are recorded, `known` of its rates are already.

    `skipped` are currencies that nobody here can pay in.
    """

    source: str
    new: Sequence[Quote]
    known: int
    skipped: Sequence[str]

    @property
    def days(self) -> tuple[date, ...]:
        """Return the days of new rates, the latest first."""
        return tuple(sorted({quote.day for quote in self.new}, reverse=True))

    @property
    def currencies(self) -> tuple[str, ...]:
        """Return the currencies of new rates."""
        return tuple(sorted({quote.currency for quote in self.new}))
