"""Settlement periods: months and ISO weeks, half-open, named by their key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from core.errors import Invalid

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")


class BadPeriod(Invalid):
    """The text names no month and no ISO week."""

    code = "core.bad_period"


@dataclass(frozen=True, slots=True)
class Period:
    """A month "2026-03" or an ISO week "2026-W07", from `starts_on` to before `ends_before`."""

    key: str

    def __post_init__(self) -> None:
        try:
            _first_day(self.key)
        except ValueError:
            hint = _("“%(key)s” is no period. Write a month like 2026-03 or a week like 2026-W07.")
            raise BadPeriod(hint % {"key": self.key[:20]}) from None

    def __str__(self) -> str:
        return self.key

    @property
    def starts_on(self) -> date:
        """Return the first day."""
        return _first_day(self.key)

    @property
    def ends_before(self) -> date:
        """Return the first day that no longer belongs to it."""
        if "W" in self.key:
            return self.starts_on + timedelta(days=7)
        return (self.starts_on + timedelta(days=31)).replace(day=1)

    def next(self) -> Period:
        """Return the period that begins when this one ends."""
        return period_of(self.ends_before, self._kind)

    def previous(self) -> Period:
        """Return the period that ends when this one begins."""
        return period_of(self.starts_on - timedelta(days=1), self._kind)

    def contains(self, day: date) -> bool:
        """Tell whether a day belongs to it."""
        return self.starts_on <= day < self.ends_before

    @property
    def _kind(self) -> str:
        return "week" if "W" in self.key else "month"


def period_of(day: date, kind: str) -> Period:
    """Return the "month" or "week" that a day belongs to."""
    if kind == "week":
        year, week, _weekday = day.isocalendar()
        return Period(f"{year:04d}-W{week:02d}")
    return Period(f"{day:%Y-%m}")


def _first_day(key: str) -> date:
    if month := _MONTH.fullmatch(key):
        return date(int(month[1]), int(month[2]), 1)
    if week := _WEEK.fullmatch(key):
        return date.fromisocalendar(int(week[1]), int(week[2]), 1)
    raise ValueError(key)
