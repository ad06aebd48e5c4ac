"""Background work of commissions."""

from __future__ import annotations

from celery import shared_task

from commissions.services.vest_due import vest_due
from core import clock
from core.company import local_date


@shared_task(name="commissions.vest_due")
def vest_what_is_due() -> int:
    """Make payable what has vested up to today, by the company's calendar; return the bookings."""
    now = clock.now()
    vested = vest_due(as_of=local_date(now), at=now)
    return sum(day.member_count for day in vested)
