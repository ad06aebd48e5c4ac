"""A short text that changes whenever the figures of an open period may have changed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import connection

from commissions.engine.daily_rates import daily_terms
from commissions.engine.plan import RUN_DAY
from commissions.models import PlanVersion
from commissions.selectors.plans import plan_of
from core.company import local_date
from core.periods import Period
from finance import public as finance
from network import public as network

# Every table here is append-only, so its last number tells whether anything came; awards are few.
_LAST = """
SELECT (SELECT max(id) FROM commissions_volumeentry),
       (SELECT max(id) FROM commissions_volumereversal),
       (SELECT max(id) FROM commissions_run WHERE state = 'published'),
       (SELECT count(*) FROM commissions_rankaward WHERE is_approved),
       (SELECT max(id) FROM commissions_partyheld)
"""


class InputMark(NamedTuple):
    """What a period's figures are worked out from: the last order, and everything else."""

    entry_id: int
    rest: str

    def __str__(self) -> str:
        return f"{self.rest}|{self.entry_id}"


def input_mark(version: PlanVersion, period: Period, at: datetime) -> InputMark:
    """Return the mark of what a period's figures are worked out from at an instant, by a plan."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST)
        entry, reversal, run, awards, party = cursor.fetchone()
    came = f"{reversal}:{run}:{awards}:{party}"
    if daily_terms(plan_of(version)) is not None:
        came += f":{finance.rates_mark()}"
    seen = f"{version.pk}:{period.key}:{came}:{network.network_mark()}"
    if plan_of(version).tree_as_of == RUN_DAY:
        seen += f":{local_date(at)}"
    return InputMark(entry or 0, seen)
