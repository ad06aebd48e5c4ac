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

# Every table here is append-only. Its last number tells whether anything came, and how many of the
# last numbers are there whether one came that had taken a lower number.
_LAST = """
SELECT (SELECT max(id) FROM commissions_volumeentry),
       (SELECT max(id) FROM commissions_volumereversal),
       (SELECT count(*) FROM commissions_volumereversal
        WHERE id > (SELECT max(id) FROM commissions_volumereversal) - 2000),
       (SELECT count(*) FROM commissions_run WHERE state = 'published'),
       (SELECT count(*) FROM commissions_rankaward WHERE is_approved),
       (SELECT max(id) FROM commissions_partyheld),
       (SELECT count(*) FROM commissions_partyheld
        WHERE id > (SELECT max(id) FROM commissions_partyheld) - 2000)
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
        entry, *others = cursor.fetchone()
    came = ":".join(map(str, others))
    if daily_terms(plan_of(version)) is not None:
        came += f":{finance.rates_mark()}"
    seen = f"{version.pk}:{period.key}:{came}:{network.network_mark()}"
    if plan_of(version).tree_as_of == RUN_DAY:
        seen += f":{local_date(at)}"
    return InputMark(entry or 0, seen)
