"""Where a new price fits into the prices that are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """A known price's id and its days [starts, ends)."""

    price_id: int
    starts: date
    ends: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the price is valid on a day."""
        return self.starts <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True)
class Fit:
    """Which price is superseded, whether its earlier days live on, and when the new one ends."""

    superseded: Span | None
    keeps_earlier_days: bool
    ends: date | None


def fit_in(known: Sequence[Span], starts: date) -> Fit:
    """Let a price begin on a day; it holds until the next price that is planned already."""
    covering = next((span for span in known if span.covers(starts)), None)
    if covering is not None:
        return Fit(covering, covering.starts < starts, covering.ends)
    later = [span.starts for span in known if span.starts > starts]
    return Fit(None, False, min(later, default=None))
