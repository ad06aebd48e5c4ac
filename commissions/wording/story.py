"""A line with everything its sentence names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from commissions.engine.facts import Earning, Step
from commissions.engine.plan import Plan


@dataclass(frozen=True, slots=True)
class Story:
    """A line and the way that led to it. `who` shows a member, by number or by name.

    `award` is the rank given by hand by which its member is paid, with the day of the decision;
    `ranked` the rank of the order's day, with that day, where the plan goes by it.
    """

    plan: Plan
    line: Earning
    steps: Sequence[Step]
    paid_on: date | None
    who: Callable[[int], str]
    award: tuple[str, date] | None = None
    ranked: tuple[str, date] | None = None


def ranked_on_day(plan: Plan, line: Earning, rank: str) -> tuple[str, date] | None:
    """Return the rank by which a line's member is paid, and the day of its order that decides."""
    day = line.volume.day if line.volume else None
    return (rank, day) if plan.rank_goes_by_day and day and rank else None
