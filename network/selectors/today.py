"""The company's current day, for cards that are shown as of now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from core.clock import now
from core.company import company, local_date


def day_or_today(day: date | None) -> date:
    """Return the day asked for, or today in the company's time zone.

    Pages show "my sponsor" without naming a day; everything that calculates names one.
    """
    return day if day is not None else local_date(now())


def end_of(day: date) -> datetime:
    """Return the first instant after a day, by the company's clock."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(company().time_zone))


def current_on(day: date, way: str = "") -> Q:
    """Return the condition for the sponsorship of a day, as it is known now.

    `way` leads to it from another model, like "member__sponsorships__".
    """
    holds = Q(**{f"{way}valid_until": None}) | Q(**{f"{way}valid_until__gt": day})
    return holds & Q(**{f"{way}superseded_at": None, f"{way}valid_from__lte": day})
