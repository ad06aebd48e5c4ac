"""Working days: a period that would end on a day of rest ends on the next working day."""

from __future__ import annotations

from datetime import date, timedelta

# Days of rest in the whole country; days after Easter Sunday, and fixed ones as (month, day).
_AFTER_EASTER = {"DE": (-2, 1, 39, 50), "AT": (1, 39, 50, 60)}
_FIXED = {
    "DE": ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26)),
    "AT": ((1, 1), (1, 6), (5, 1), (8, 15), (10, 26), (11, 1), (12, 8), (12, 25), (12, 26)),
}
_SATURDAY = 5


def easter(year: int) -> date:
    """Return Easter Sunday of a year of the Gregorian calendar.

    Source: Meeus, Astronomical Algorithms, chapter 8.
    """
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date, country: str) -> bool:
    """Tell whether a day is neither on a weekend nor a holiday of the whole country."""
    if day.weekday() >= _SATURDAY or (day.month, day.day) in _FIXED.get(country, ()):
        return False
    return (day - easter(day.year)).days not in _AFTER_EASTER.get(country, ())


def working_day_from(day: date, country: str) -> date:
    """Return the day itself, or the next working day."""
    while not is_working_day(day, country):
        day += timedelta(days=1)
    return day
