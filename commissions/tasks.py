"""Background work of commissions."""

from __future__ import annotations

from collections.abc import Iterator

from celery import shared_task

from commissions.calculations.carry_out import work_off
from commissions.calculations.underway import is_calculating
from commissions.services.fold_orders import fold_orders
from commissions.services.refresh_figures import refresh_if_due
from commissions.services.vest_due import vest_due
from commissions.statements.deadlines import warn_of_late_statements
from core import clock
from core.company import local_date
from core.periods import Period, period_of

# A run of millions, or a trial over two years, may take longer than anything else.
LONGEST_SECONDS = 12 * 3600


@shared_task(name="commissions.vest_due")
def vest_what_is_due() -> int:
    """Make payable what has vested up to today, by the company's calendar; return the bookings."""
    if is_calculating():
        return 0  # a run holds the plans' lock, perhaps for long; the next hour vests as well
    now = clock.now()
    vested = vest_due(as_of=local_date(now), at=now)
    return sum(day.member_count for day in vested)


@shared_task(name="commissions.calculate", time_limit=LONGEST_SECONDS)
def calculate(lane: str) -> int:
    """Do what was asked for in a lane; woken after commits and by the clock. Return how many."""
    return work_off(lane, now=clock.now)


@shared_task(name="commissions.refresh_figures")
def refresh_live_figures() -> int:
    """Bring the figures of the open periods up to date; return how many had changed."""
    now = clock.now()
    return sum(refresh_if_due(period_key=period.key, at=now) for period in _open_periods())


@shared_task(name="commissions.fold_orders")
def fold_new_orders() -> int:
    """Add new orders to the figures of this month and the last; return how many."""
    this_month = period_of(local_date(clock.now()), "month")
    return sum(fold_orders(period_key=period.key) for period in (this_month.previous(), this_month))


@shared_task(name="commissions.warn_of_late_statements")
def warn_of_missing_statements() -> int:
    """Raise an alarm for periods that should be settled by now; return how many."""
    return warn_of_late_statements(at=clock.now())


def _open_periods() -> Iterator[Period]:
    """Yield the month and the week that run, each after the one before it."""
    today = local_date(clock.now())
    for kind in ("month", "week"):
        running = period_of(today, kind)
        yield running.previous()
        yield running
