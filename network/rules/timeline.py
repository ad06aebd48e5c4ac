"""A member's sponsor over time as spans of days, half-open; an open end is None."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """A sponsor over some days; `row_id` names where it is stored."""

    row_id: int
    sponsor_id: int | None
    valid_from: date
    valid_until: date | None

    def covers(self, day: date) -> bool:
        """Tell whether the span holds on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class Cut:
    """A span split by a move: its first part stays (if any), its rest goes to a new sponsor."""

    old: Span
    move_on: date

    @property
    def leaves_a_first_part(self) -> bool:
        """Tell whether the old sponsor keeps some days before the move."""
        return self.old.valid_from < self.move_on


def cut_at(spans: Sequence[Span], move_on: date) -> Cut | None:
    """Return how a move from a day on splits the timeline, or None before it begins.

    Moves that were recorded for later days stay: each dated decision holds until the next one.
    """
    found = next((span for span in spans if span.covers(move_on)), None)
    return Cut(found, move_on) if found else None
