"""Which periods have no statements yet, and by when they must (§ 87c (1) HGB)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from django.db.models import Min

from commissions.models import PlanVersion, Run, RunState, VolumeEntry
from commissions.selectors.plans import plan_of
from commissions.statements.days import alarm_on, due_on
from core.company import local_date
from core.periods import Period, period_of
from core.policy import Actor, require

log = structlog.get_logger(__name__)

LOOK_BACK = 24
OPEN, ALARM, LATE = "open", "alarm", "late"
CLOCK = Actor.system("deadlines")


@dataclass(frozen=True, slots=True)
class MissingStatement:
    """A period that is over and has no published run: open, an alarm, or late."""

    plan_code: str
    period_key: str
    alarm_on: date
    due_on: date
    state: str

    @property
    def is_urgent(self) -> bool:
        """Tell whether somebody has to act now."""
        return self.state != OPEN


def missing_statements(actor: Actor, *, at: datetime) -> tuple[MissingStatement, ...]:
    """Return the periods without statements, the oldest first; a few statements for each plan.

    Periods before the first sale owe nobody anything.
    Raises: NotAllowed.
    """
    require(actor, "commissions.see_runs")
    today = local_date(at)
    first_sale = VolumeEntry.objects.aggregate(day=Min("paid_on"))["day"]
    if first_sale is None:
        return ()
    plans = PlanVersion.objects.values_list("code").annotate(Min("valid_from")).order_by("code")
    return tuple(
        _missing(code, period, today)
        for code, valid_from in plans
        for period in _unsettled(code, max(valid_from, first_sale), today)
    )


def warn_of_late_statements(*, at: datetime) -> int:
    """Raise an alarm in the log for every period that is urgent; return how many there are."""
    urgent = [one for one in missing_statements(CLOCK, at=at) if one.is_urgent]
    for one in urgent:
        log.error(
            "statements are missing",
            plan=one.plan_code,
            period=one.period_key,
            due_on=str(one.due_on),
            state=one.state,
        )
    return len(urgent)


def _unsettled(code: str, since: date, today: date) -> Iterator[Period]:
    """Return periods of a plan that are over and not published, the oldest first."""
    version = PlanVersion.objects.filter(code=code).order_by("-valid_from").first()
    assert version is not None
    period = period_of(today, plan_of(version).period).previous()
    over: list[Period] = []
    while period.ends_before > since and len(over) < LOOK_BACK:
        over.append(period)
        period = period.previous()
    runs = Run.objects.filter(plan_code=code, state=RunState.PUBLISHED)
    keys = [period.key for period in over]
    settled = set(runs.filter(period_key__in=keys).values_list("period_key", flat=True))
    return (period for period in reversed(over) if period.key not in settled)


def _missing(code: str, period: Period, today: date) -> MissingStatement:
    last_day = period.ends_before - timedelta(days=1)
    alarm, due = alarm_on(last_day), due_on(last_day)
    state = LATE if today > due else ALARM if today >= alarm else OPEN
    return MissingStatement(code, period.key, alarm, due, state)
