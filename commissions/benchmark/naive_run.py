"""Settle the same month by the engine and by the naive program, and compare every line."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from django.db import connection, transaction

from commissions.benchmark.company import PERIOD, PLAN
from commissions.benchmark.measure import Timing, measure_run
from commissions.benchmark.naive import settle_naively
from commissions.benchmark.naive_tables import make_naive_tables
from commissions.models import Run

TIMES = 3

_DIFFERENCES = """
WITH ours AS (
    SELECT l.member_id, e.order_ref, l.rule_id, l.level, l.rate_bp, l.base_minor, l.amount_minor
    FROM commissions_earningline l LEFT JOIN commissions_volumeentry e ON e.id = l.volume_entry_id
    WHERE l.run_id = %(run)s
), theirs AS (
    SELECT c.partner_id, o.number, c.rule, c.level, c.rate_bp, c.base_minor, c.amount_minor
    FROM naive_commission c LEFT JOIN naive_order o ON o.id = c.order_id
)
SELECT (SELECT count(*) FROM (TABLE ours EXCEPT ALL TABLE theirs) only_ours),
       (SELECT count(*) FROM (TABLE theirs EXCEPT ALL TABLE ours) only_theirs),
       (SELECT coalesce(sum(amount_minor), 0)::bigint FROM theirs),
       (SELECT coalesce(jsonb_object_agg(rule, many), '{}')
        FROM (SELECT rule, count(*) AS many FROM theirs GROUP BY rule) counted)
"""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What both programs took and came to, and how many lines only one of them has."""

    engine: Timing
    engine_s: float
    naive_s: float
    only_engine: int
    only_naive: int
    naive_earned_minor: int
    naive_lines: Mapping[str, int]

    @property
    def ratio(self) -> float:
        """Return how many times longer the naive program took."""
        return self.naive_s / self.engine_s

    @property
    def is_same(self) -> bool:
        """Tell whether both have the same lines."""
        return self.only_engine == self.only_naive == 0


def compare_with_naive() -> Comparison:
    """Time the engine, the middle one of three runs, and then the naive program once."""
    timings = [_measured_and_undone() for _once in range(TIMES - 1)]
    timings.append(measure_run())
    run = Run.objects.get(plan_code=PLAN, period_key=PERIOD)
    make_naive_tables(run.pk)
    started = time.perf_counter()
    settle_naively()
    naive_s = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES, {"run": run.pk})
        only_engine, only_naive, earned_minor, lines = cursor.fetchone()
    engine_s = median(timing.total_s for timing in timings)
    return Comparison(
        engine=timings[-1],
        engine_s=engine_s,
        naive_s=naive_s,
        only_engine=only_engine,
        only_naive=only_naive,
        naive_earned_minor=earned_minor,
        naive_lines=json.loads(lines),
    )


def _measured_and_undone() -> Timing:
    with transaction.atomic():
        timing = measure_run()
        transaction.set_rollback(True)
    return timing
