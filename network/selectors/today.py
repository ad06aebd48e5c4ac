"""The company's current day, for cards that are shown as of now."""

from __future__ import annotations

from datetime import date

from core.clock import now
from core.company import local_date


def day_or_today(day: date | None) -> date:
    """Return the day asked for, or today in the company's time zone.

    Pages show "my sponsor" without naming a day; everything that calculates names one.
    """
    return day if day is not None else local_date(now())
