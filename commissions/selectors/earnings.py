"""What a member earned: by run, and line by line."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from commissions.engine.plan import Plan
from commissions.facts import EarningRow, RunEarnings
from commissions.models import PlanVersion, Run, RunState
from commissions.selectors.plans import plan_of
from commissions.wording.names import rule_name
from core.paging import Page, PageRequest
from core.policy import Actor, allowed, require

RUNS_SHOWN = 12

_LINES = """
SELECT l.run_id, l.line_no, r.period_key, r.plan_version_id, l.rule_id, l.level, l.rate_bp,
       l.base_minor, l.amount_minor, r.currency, e.order_id, coalesce(e.order_ref, ''),
       coalesce(e.kind, ''), coalesce(e.member_id, l.source_id, l.member_id),
       coalesce(e.paid_on, p.ends_before - 1), coalesce(e.payment_method, ''), d.delivered_on,
       coalesce(x.vesting_id, y.vesting_id) IS NOT NULL,
       c.period_key, l.corrects_run_id, l.corrects_line_no, p.ends_before
FROM commissions_earningline l
JOIN commissions_run r ON r.id = l.run_id
JOIN commissions_run p ON p.id = coalesce(l.corrects_run_id, l.run_id)
LEFT JOIN commissions_volumeentry e ON e.id = l.volume_entry_id
LEFT JOIN commissions_volumedelivery d ON d.entry_id = e.id
LEFT JOIN commissions_vestedvolume x
       ON x.run_id = p.id AND x.volume_entry_id = e.id
LEFT JOIN commissions_vestedrest y ON y.run_id = p.id AND l.volume_entry_id IS NULL
LEFT JOIN commissions_run c ON c.id = l.corrects_run_id
WHERE l.member_id = %(member)s AND l.run_id = ANY (%(runs)s)
ORDER BY r.starts_on DESC, l.run_id DESC, l.line_no
OFFSET %(start)s LIMIT %(rows)s
"""
_BY_RUN = """
SELECT l.run_id, count(*), sum(l.amount_minor)::bigint,
       coalesce(sum(l.amount_minor) FILTER (
           WHERE coalesce(x.vesting_id, y.vesting_id) IS NOT NULL), 0)::bigint
FROM commissions_earningline l
LEFT JOIN commissions_vestedvolume x
       ON x.run_id = coalesce(l.corrects_run_id, l.run_id)
      AND x.volume_entry_id = l.volume_entry_id
LEFT JOIN commissions_vestedrest y
       ON y.run_id = coalesce(l.corrects_run_id, l.run_id) AND l.volume_entry_id IS NULL
WHERE l.member_id = %(member)s AND l.run_id = ANY (%(runs)s)
GROUP BY l.run_id
"""


def earnings_page(
    actor: Actor,
    *,
    member_id: int,
    run_id: int | None = None,
    period_key: str | None = None,
    page: PageRequest | None = None,
) -> Page[EarningRow]:
    """Return a member's lines, the latest period first, of one run or period or of all.

    Lines of a run that is not published are shown only to those who may see runs.
    """
    require(actor, "commissions.see_earnings", member_id=member_id)
    request = page or PageRequest()
    start, stop = request.bounds
    runs = _visible_runs(actor, run_id, period_key)
    facts: dict[str, Any] = {
        "member": member_id,
        "runs": runs,
        "start": start,
        "rows": stop - start,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LINES, facts)
        lines = [_Line._make(row) for row in cursor.fetchall()]
    versions = PlanVersion.objects.in_bulk({line.plan_version_id for line in lines})
    plans = {key: plan_of(version) for key, version in versions.items()}
    return request.page(_shown(plans[line.plan_version_id], line) for line in lines)


def earnings_by_run(member_id: int, *, limit: int = RUNS_SHOWN) -> tuple[RunEarnings, ...]:
    """Return what a member earned in the last published runs; the caller has asked the policy."""
    published = Run.objects.filter(state=RunState.PUBLISHED).order_by("-starts_on", "-id")
    shown = ("id", "period_key", "currency", "plan_version__code", "plan_version__version")
    runs = list(published.values(*shown)[:limit])
    with connection.cursor() as cursor:
        cursor.execute(_BY_RUN, {"member": member_id, "runs": [run["id"] for run in runs]})
        totals = {row[0]: row[1:] for row in cursor.fetchall()}
    return tuple(
        RunEarnings(
            run["id"],
            f"run:{run['id']}",
            run["period_key"],
            f"{run['plan_version__code']} v{run['plan_version__version']}",
            run["currency"],
            *totals[run["id"]],
        )
        for run in runs
        if run["id"] in totals
    )


def _visible_runs(actor: Actor, run_id: int | None, period_key: str | None) -> list[int]:
    runs = Run.objects.exclude(state=RunState.DISCARDED)
    if run_id is not None:
        runs = runs.filter(pk=run_id)
    if period_key is not None:
        runs = runs.filter(period_key=period_key)
    if run_id is None or not allowed(actor, "commissions.see_runs"):
        runs = runs.filter(state=RunState.PUBLISHED)
    return list(runs.values_list("id", flat=True))


class _Line(NamedTuple):
    """A row of _LINES, its columns in order."""

    run_id: int
    line_no: int
    period_key: str
    plan_version_id: int
    rule_id: str
    level: int
    rate_bp: int
    base_minor: int
    amount_minor: int
    currency: str
    order_id: int | None
    order_ref: str
    kind: str
    from_member_id: int
    paid_on: date
    payment_method: str
    delivered_on: date | None
    is_vested: bool
    corrects_period: str | None
    corrects_run_id: int | None
    corrects_line_no: int | None
    ends_before: date


def _shown(plan: Plan, line: _Line) -> EarningRow:
    facts = line._asdict()
    del facts["plan_version_id"]
    for name in ("delivered_on", "payment_method", "ends_before"):
        del facts[name]
    return EarningRow(
        **facts,
        plan_label=plan.label,
        rule_name=rule_name(plan, line.rule_id),
        vests_on=_vests_on(plan, line),
    )


def _vests_on(plan: Plan, line: _Line) -> date | None:
    if line.order_id is None:
        return plan.rest_vests_on(line.ends_before)
    if line.delivered_on is None:
        return None
    return plan.vests_on(line.delivered_on, line.paid_on, line.payment_method)
