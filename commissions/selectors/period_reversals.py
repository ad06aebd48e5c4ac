"""What a period takes back: returns and cancellations of its own orders and of settled ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from commissions.engine.facts import Closed, Reversal
from commissions.engine.plan import Plan
from commissions.models import Run
from commissions.selectors.plans import plan_of
from commissions.selectors.portions import back_column, reversal_of
from core.periods import Period

# Stands for the run that is being made, among the numbers of published runs.
THIS_RUN = 0

_REVERSALS = """
WITH counted AS (
    SELECT run_id, volume_entry_id FROM commissions_runvolume WHERE run_id = ANY (%(other_runs)s)
)
SELECT {columns}
FROM commissions_volumereversal r
JOIN commissions_volumeentry e ON e.id = r.entry_id
LEFT JOIN counted c ON c.volume_entry_id = e.id
WHERE r.reversed_on < %(ends_before)s
  AND e.currency = ANY (%(currencies)s)
  AND (cardinality(%(markets)s::text[]) = 0 OR e.country = ANY (%(markets)s))
  AND NOT (r.attributable_to_company AND coalesce(c.run_id, 0) = ANY (%(keeping)s))
  AND NOT EXISTS (SELECT FROM commissions_runreversal x
                  WHERE x.run_id = ANY (%(other_runs)s) AND x.reversal_id = r.id)
"""
_COLUMNS = """
    coalesce(c.run_id, 0), r.id, e.id, e.order_ref || '/' || r.number, e.member_id, e.kind,
    r.pv_minor, r.cv_minor, r.net_minor, r.pv_minor,
    r.retail_minor{portions}
"""
_IN_ORDER = "ORDER BY r.reversed_on, e.order_ref, r.number"
_NOT_IN_THE_RUN = """
  AND NOT EXISTS (SELECT FROM commissions_runreversal x
                  WHERE x.run_id = %(run)s AND x.reversal_id = r.id)
  AND (EXISTS (SELECT FROM commissions_runvolume v
               WHERE v.run_id = %(run)s AND v.volume_entry_id = e.id)
       OR (c.run_id IS NOT NULL
           AND EXISTS (SELECT FROM commissions_runmember m
                       WHERE m.run_id = %(run)s AND m.member_id = e.member_id)))
"""


_OF_RUN = """
SELECT coalesce(c.run_id, 0), r.id, e.id, e.order_ref || '/' || r.number, e.member_id, e.kind,
       r.pv_minor, r.cv_minor, r.net_minor, r.pv_minor,
    r.retail_minor{portions}
FROM commissions_runreversal x
JOIN commissions_volumereversal r ON r.id = x.reversal_id
JOIN commissions_volumeentry e ON e.id = r.entry_id
LEFT JOIN commissions_runvolume c
       ON c.volume_entry_id = e.id AND c.run_id = ANY (%(settled)s) AND c.run_id <> x.run_id
WHERE x.run_id = %(run)s
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """The published runs of a plan that a period can find orders in, and their plans' terms."""

    runs: dict[int, Run]

    @classmethod
    def of(cls, run_ids: Sequence[int]) -> Settled:
        """Read the runs with their plan versions."""
        found = Run.objects.select_related("plan_version").in_bulk(list(run_ids))
        return cls(found)

    def keeping(self, plan: Plan) -> list[int]:
        """Return the runs whose plan lets a return at the company's fault change nothing."""
        plans = {number: plan_of(run.plan_version) for number, run in self.runs.items()}
        plans[THIS_RUN] = plan
        return [number for number, terms in plans.items() if terms.returns.keeps_at_company_fault]

    def lowers_points(self, run_id: int) -> bool:
        """Tell whether a return of an order of that run lowers points where it comes back."""
        return plan_of(self.runs[run_id].plan_version).returns.lowers_return_period

    def closed(self, reversals: Iterable[Reversal]) -> tuple[Closed, ...]:
        """Return the runs that reversals correct, the earliest period first."""
        keys = {reversal.settled_in for reversal in reversals}
        runs = sorted(self.runs.values(), key=lambda run: (run.starts_on, run.pk))
        return tuple(
            Closed(run.pk, run.period_key, run.result_hash)
            for run in runs
            if run.period_key in keys
        )


def read_reversals(
    plan: Plan, period: Period, settled: Settled, own: Collection[int], known: Collection[int]
) -> tuple[Reversal, ...]:
    """Read what a period takes back of its own orders and of those that other runs counted.

    A reversal counts in the period of its day, or in the first that is settled after it became
    known; never before its order counts. `own` are the entries the period counts, `known` its
    members.
    """
    with connection.cursor() as cursor:
        columns = _COLUMNS.format(portions=back_column(plan))
        query = _REVERSALS.format(columns=columns) + _IN_ORDER
        cursor.execute(query, _facts(plan, period, settled))
        rows = cursor.fetchall()
    return tuple(
        _reversal(settled, *row)
        for row in rows
        if (row[2] in own if row[0] == THIS_RUN else row[4] in known)
    )


def reversals_of_run(run: Run, settled: Settled) -> tuple[Reversal, ...]:
    """Read what a run has taken back, as it was read when the run was made."""
    with connection.cursor() as cursor:
        facts: dict[str, Any] = {"run": run.pk, "settled": list(settled.runs)}
        portions = back_column(plan_of(run.plan_version))
        cursor.execute(_OF_RUN.format(portions=portions) + _IN_ORDER, facts)
        return tuple(_reversal(settled, *row) for row in cursor.fetchall())


def reversals_since_draft(plan: Plan, run: Run, other_runs: Sequence[int]) -> int:
    """Count the reversals that a run would count if it were drafted now, and does not."""
    sql = _REVERSALS.format(columns="count(*)") + _NOT_IN_THE_RUN
    facts = _facts(plan, Period(run.period_key), Settled.of(other_runs))
    with connection.cursor() as cursor:
        cursor.execute(sql, {**facts, "run": run.pk})
        return int(cursor.fetchone()[0])


def _reversal(settled: Settled, run_id: int, *facts: Any) -> Reversal:
    reversal_id, entry_id, ref, member_id, kind, *amounts = facts
    is_own = run_id == THIS_RUN
    return reversal_of(
        (
            reversal_id,
            entry_id,
            ref,
            member_id,
            kind,
            "" if is_own else settled.runs[run_id].period_key,
            not is_own and settled.lowers_points(run_id),
            *amounts,
        )
    )


def _facts(plan: Plan, period: Period, settled: Settled) -> dict[str, Any]:
    return {
        "other_runs": list(settled.runs),
        "ends_before": period.ends_before,
        "currencies": list(plan.currencies),
        "markets": list(plan.markets),
        "keeping": settled.keeping(plan),
    }
