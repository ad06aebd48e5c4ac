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

    `award` is the rank given by hand by which its member is paid, with the day of the decision.
    """

    plan: Plan
    line: Earning
    steps: Sequence[Step]
    paid_on: date | None
    who: Callable[[int], str]
    award: tuple[str, date] | None = None
