"""The frozen types of calculations. Amounts are minor units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from commissions.calculations.progress import COMPARING
from commissions.simulation.facts import Simulation

# Somebody should wonder after so long without a sign of life.
SILENT_FOR = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class CalculationView:
    """One request: who asked for what, how far it is, and how it ended.

    `about` is what the part is about in the language of the page: a rule's name, a period's key.
    `outcome` has the differences of a draft, or what a check found.
    """

    calculation_id: int
    kind: str
    plan_code: str
    period_key: str
    state: str
    asked_by: str
    asked_at: datetime
    attempts: int
    started_at: datetime | None
    moved_at: datetime | None
    ended_at: datetime | None
    stop_asked_by: str
    stop_asked_at: datetime | None
    part: str
    about: str
    step: int
    steps: int
    done: int
    total: int
    reason: str
    run_id: int | None
    is_new: bool
    outcome: Mapping[str, int | str | bool | None]

    @property
    def is_open(self) -> bool:
        """Tell whether a worker will do it or is at it."""
        return self.state in ("waiting", "underway")

    @property
    def step_name(self) -> str:
        """Return which step of a closing it takes."""
        return "publish" if self.kind == "publication" else "draft"

    @property
    def is_stopping(self) -> bool:
        """Tell whether it is about to stop."""
        return self.is_open and self.stop_asked_at is not None

    @property
    def thousandths(self) -> int:
        """Return about how much of it is done; the steps count alike, however long they take."""
        if not self.steps:
            return 0
        within = min(self.done / self.total, 1) if self.total and self.part != COMPARING else 0
        return int((self.step + within) * 1000 / self.steps)

    @property
    def percent(self) -> int:
        """Return the share as people say it."""
        return self.thousandths // 10

    @property
    def seconds(self) -> int | None:
        """Return how long it took, None while it is not over."""
        if self.started_at is None or self.ended_at is None:
            return None
        return int((self.ended_at - self.started_at).total_seconds())

    def is_silent(self, at: datetime) -> bool:
        """Tell whether no worker has given a sign of life for a while."""
        return self.is_open and at - (self.moved_at or self.asked_at) > SILENT_FOR


@dataclass(frozen=True, slots=True)
class Trial:
    """A plan that somebody tried: the document, and what it would have paid once that is known."""

    calculation: CalculationView
    label: str
    sha256: str
    periods: int
    simulation: Simulation | None
    not_replayed: str
