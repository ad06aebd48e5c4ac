"""A member's period at a glance: read in a few statements, whatever the size of the network."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from commissions.engine.plan import Plan
from commissions.facts import Dashboard, PeriodPoint, RunEarnings
from commissions.models import Run, RunMember, RunState
from commissions.selectors.earnings import earnings_by_run
from commissions.selectors.figures import Figure, Figures, figures_of
from commissions.selectors.plans import plan_of
from commissions.selectors.rank_card import card_of
from commissions.selectors.releases import releases_of
from commissions.selectors.volume_columns import day_of
from commissions.wording.names import rank_name
from core.clock import now
from core.company import company
from core.periods import Period
from core.policy import Actor, require
from network import public as network

PERIODS_SHOWN = 6
RELEASES_SHOWN = 3

# How PostgreSQL writes the key of the period that a day belongs to.
_KEYS = {"month": "YYYY-MM", "week": 'IYYY-"W"IW'}

_CUSTOMERS = """
SELECT to_char({day}, %(form)s), sum(e.pv_minor)::bigint
FROM commissions_volumeentry e
WHERE e.member_id = %(member)s AND e.kind = 'customer'
  AND {day} >= %(starts_on)s AND {day} < %(ends_before)s
GROUP BY 1
"""


def dashboard(
    actor: Actor, member_id: int, period_key: str, *, at: datetime | None = None
) -> Dashboard:
    """Return volumes, activity, rank, what is missing for the next, and the last earnings.

    A published run is final. Before that the figures are those that a run would have now, as
    they were last worked out.
    """
    require(actor, "commissions.see_earnings", member_id=member_id)
    period, moment = Period(period_key), at or now()
    figures = figures_of([member_id], period, at=moment)
    plan, own = figures.plan, figures.of(member_id)
    runs = earnings_by_run(member_id)
    history = _history(member_id, period, figures, runs, moment)
    return Dashboard(
        member_id=member_id,
        period_key=period.key,
        plan_label=plan.label if plan else "",
        currency=plan.currency if plan else company().currency,
        is_final=figures.is_final,
        pv_minor=own.pv_minor,
        gv_minor=own.gv_minor,
        active_pv_minor=plan.active_pv_minor if plan else 0,
        is_active=own.is_active,
        rank=own.rank,
        rank_name=rank_name(plan, own.rank) if plan else "",
        **_partners(member_id, period),
        runs=runs,
        projected_minor=None if figures.is_final else own.earned_minor,
        customer_pv_minor=history[-1].customer_pv_minor,
        computed_at=figures.computed_at,
        is_outdated=figures.is_outdated,
        before=history[-2] if len(history) > 1 else None,
        history=history,
        card=card_of(figures, member_id, period),
        releases=releases_of(member_id, limit=RELEASES_SHOWN),
    )


def _history(
    member_id: int,
    period: Period,
    figures: Figures,
    runs: tuple[RunEarnings, ...],
    at: datetime,
) -> tuple[PeriodPoint, ...]:
    """Return the last periods up to this one: settled ones, and the one before if it is open."""
    before = _periods_before(period)
    settled = _settled(member_id, before)
    last = before[-1]
    if last.key not in settled:
        open_figures = figures_of([member_id], last, at=at)
        settled[last.key] = (open_figures.plan, open_figures.of(member_id), False)
    settled[period.key] = (figures.plan, figures.of(member_id), figures.is_final)
    customers = customer_volumes(member_id, figures.plan, [*before, period])
    earned: Counter[str] = Counter()
    for run in runs:
        earned[run.period_key] += run.earned_minor
    return tuple(
        PeriodPoint(
            period_key=key,
            pv_minor=figure.pv_minor,
            gv_minor=figure.gv_minor,
            customer_pv_minor=customers.get(key, 0),
            earned_minor=earned[key],
            rank_name=rank_name(plan, figure.rank) if plan else "",
            is_final=is_final,
        )
        for key, (plan, figure, is_final) in sorted(settled.items())
    )


def _periods_before(period: Period) -> list[Period]:
    periods = [period.previous()]
    while len(periods) < PERIODS_SHOWN - 1:
        periods.append(periods[-1].previous())
    return periods[::-1]


def _settled(member_id: int, periods: list[Period]) -> dict[str, tuple[Plan | None, Figure, bool]]:
    keys = [period.key for period in periods]
    runs = Run.objects.filter(period_key__in=keys, state=RunState.PUBLISHED)
    published = {run.pk: run for run in runs.select_related("plan_version").order_by("pk")}
    rows = RunMember.objects.filter(run_id__in=published, member_id=member_id).values_list(
        "run_id", "pv_minor", "gv_minor", "is_active", "paid_rank"
    )
    figures = {row[0]: Figure(*row[1:]) for row in rows}
    return {
        run.period_key: (plan_of(run.plan_version), figures.get(run.pk, Figure()), True)
        for run in published.values()
    }


def customer_volumes(member_id: int, plan: Plan | None, periods: list[Period]) -> dict[str, int]:
    """Return what a member's customers bought, by period."""
    facts: dict[str, Any] = {
        "member": member_id,
        "form": _KEYS["week" if "W" in periods[-1].key else "month"],
        "starts_on": periods[0].starts_on,
        "ends_before": periods[-1].ends_before,
    }
    day = day_of(plan) if plan else "e.paid_on"
    with connection.cursor() as cursor:
        cursor.execute(_CUSTOMERS.format(day=day), facts)
        return dict(cursor.fetchall())


def _partners(member_id: int, period: Period) -> dict[str, int]:
    last_day = period.ends_before - timedelta(days=1)
    day_before = period.starts_on - timedelta(days=1)
    partners = network.partner_count(member_id, last_day)
    before = network.partner_count(member_id, day_before)
    return {"partners": partners, "new_partners": max(partners - before, 0)}
