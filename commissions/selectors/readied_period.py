"""What a run calculates with, and the engine that suits its size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from commissions.arrays.outcome import ArraySettlement, from_walk
from commissions.arrays.picture import ArrayPicture, from_picture
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle
from commissions.selectors.period_picture import read_picture
from core.periods import Period


@dataclass(frozen=True, slots=True)
class Readied:
    """The frozen picture of a period, and how to settle it; both engines give the same."""

    picture: ArrayPicture
    settle: Callable[[], ArraySettlement]


def ready_period(plan: Plan, period: Period, *, known_at: datetime, follows: int | None) -> Readied:
    """Read what a run of the period may know."""
    picture = read_picture(plan, period, known_at=known_at, follows=follows)
    columns = from_picture(picture)
    return Readied(columns, lambda: from_walk(settle(plan, picture), columns))
