"""Background work of commissions."""

from __future__ import annotations

from celery import shared_task

from commissions.services.refresh_figures import refresh_if_due
from commissions.services.vest_due import vest_due
from commissions.statements.deadlines import warn_of_late_statements
from core import clock
from core.company import local_date
from core.periods import period_of


@shared_task(name="commissions.vest_due")
def vest_what_is_due() -> int:
    """Make payable what has vested up to today, by the company's calendar; return the bookings."""
    now = clock.now()
    vested = vest_due(as_of=local_date(now), at=now)
    return sum(day.member_count for day in vested)


@shared_task(name="commissions.refresh_figures")
def refresh_live_figures() -> int:
    """Bring the figures of this month and the last up to date; return how many had changed."""
    now = clock.now()
    this_month = period_of(local_date(now), "month")
    return sum(
        refresh_if_due(period_key=period.key, at=now)
        for period in (this_month.previous(), this_month)
    )


@shared_task(name="commissions.warn_of_late_statements")
def warn_of_missing_statements() -> int:
    """Raise an alarm for periods that should be settled by now; return how many."""
    return warn_of_late_statements(at=clock.now())
