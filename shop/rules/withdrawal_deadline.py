"""Until when a consumer may withdraw from a contract."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from shop.rules.business_days import working_day_from

DAYS = 14
UNINSTRUCTED_MONTHS = 12


class Period(StrEnum):
    """How the withdrawal period stands at a moment."""

    OPEN = "open"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Delivered:
    """What is known of an order's deliveries.

    `arrivals` has one entry per parcel, None where nobody knows; `is_complete` tells that nothing
    is left to send. A service is delivered with the contract: one arrival, its conclusion. Each
    delivery of a subscription is an order of its own.
    """

    arrivals: Sequence[datetime | None]
    is_complete: bool
    was_instructed: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Whose clock and whose holidays count: those of the consumer's country."""

    zone: ZoneInfo
    country: str


def deadline(delivered: Delivered, place: Place) -> datetime | None:
    """Return the last second in which a withdrawal is in time, None while the period is open.

    The day of arrival does not count; the fourteenth day after it does until its end. It moves on
    to the next working day from a weekend or a holiday. Twelve months more without instruction.

    Source: §§ 355, 356 (2) no. 1 b, 356 (3), 187 (1), 188 (2), 193 BGB; Regulation 1182/71, art. 3.
    """
    known = [arrival for arrival in delivered.arrivals if arrival is not None]
    if not delivered.is_complete or not known or len(known) < len(delivered.arrivals):
        return None
    last = max(known).astimezone(place.zone).date()
    if not delivered.was_instructed:
        last = _months_later(last, UNINSTRUCTED_MONTHS)
    end = working_day_from(last + timedelta(days=DAYS), place.country)
    return datetime.combine(end, time(23, 59, 59), tzinfo=place.zone)


def period(until: datetime | None, at: datetime) -> Period:
    """Tell how the period stands; the second of the deadline is still in time."""
    if until is None:
        return Period.OPEN
    return Period.RUNNING if at < until + timedelta(seconds=1) else Period.OVER


def refund_due(stated_on: date) -> date:
    """Return the day by which the money has to be back: fourteen days after the statement.

    Source: § 357 (1) BGB.
    """
    return stated_on + timedelta(days=DAYS)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
