"""How long a history the demo tells, and of how many people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from core.periods import Period

_BEFORE_THE_FIRST_MONTH = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class Size:
    """How many months before the last three are told, and how many people join in them.

    `lead_months` 0: only the last three months, with the people whom the demo knows by name. They
    join `stretch` times as slowly as their file says.
    """

    name: str
    lead_months: int = 0
    partners: int = 0
    customers: int = 0
    stretch: int = 1

    def founded_on(self, current: Period) -> date:
        """Return the day on which the company began, for a load in this month."""
        first = current.previous().previous()
        for _month in range(self.lead_months):
            first = first.previous()
        return first.starts_on if self.lead_months else first.starts_on - _BEFORE_THE_FIRST_MONTH


SMALL = Size("small")
SIZES = {size.name: size for size in (SMALL,)}
