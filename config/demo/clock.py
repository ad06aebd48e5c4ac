"""Instants of the past for replays: a company's local day at a given hour."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from core.company import company

JOINS_AT = time(8)
SELLS_AT = time(12)
CLOSES_AT = time(6)
PAYS_AT = time(9)


def at_hour(day: date, hour: time) -> datetime:
    """Return the instant in the company's time zone."""
    return datetime.combine(day, hour, ZoneInfo(company().time_zone))
