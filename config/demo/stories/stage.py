"""What all stories of the demo share: who works there, what day it is, and when it all began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from config.demo.clock import at_hour
from config.demo.founding import Crew
from config.demo.size import Size
from core.company import local_date
from core.periods import Period, period_of


@dataclass(frozen=True, slots=True)
class Stage:
    """The day of the load, and how much is told; the staff exist already."""

    staff: Crew
    now: datetime
    size: Size

    @property
    def months(self) -> tuple[Period, Period, Period]:
        """Return the current month, the one before it and the one before that."""
        current = period_of(local_date(self.now), "month")
        return current, current.previous(), current.previous().previous()

    @property
    def lead_months(self) -> tuple[Period, ...]:
        """Return the months of a long history before the last three, oldest first."""
        months: list[Period] = []
        period = self.months[-1]
        for _month in range(self.size.lead_months):
            period = period.previous()
            months.insert(0, period)
        return tuple(months)

    @property
    def founded_on(self) -> date:
        """Return the day on which the company began."""
        return founded_on(self.now, self.size)

    def ago(self, days: int, hour: int = 10, minute: int = 0) -> datetime:
        """Return an hour of a day some days before the day of the load."""
        return at_hour(local_date(self.now) - timedelta(days=days), time(hour, minute))

    def since_founding(self, days: int, hour: int = 8) -> datetime:
        """Return an hour of a day some days after the company began."""
        return at_hour(self.founded_on + timedelta(days=days), time(hour))


def founded_on(now: datetime, size: Size) -> date:
    """Return the day on which the company began, for a load at this instant."""
    return size.founded_on(period_of(now.date(), "month"))
