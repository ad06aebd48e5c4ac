"""The days of §§ 87a and 87c HGB: when a statement is due, when its money, when to worry."""

from __future__ import annotations

from datetime import date, timedelta

ALARM_DAY = 25


def due_on(day: date) -> date:
    """Return the last day of the month after a day's: by then it is settled and paid."""
    return _next_month(_next_month(day)) - timedelta(days=1)


def alarm_on(last_day: date) -> date:
    """Return the day on which a period that is not settled yet becomes an alarm."""
    return _next_month(last_day).replace(day=ALARM_DAY)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
