"""A member's period at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from commissions.engine.plan import Plan
from commissions.engine.standings import stand
from commissions.facts import Dashboard
from commissions.models import Run, RunMember, RunState
from commissions.selectors.earnings import earnings_by_run
from commissions.selectors.period_picture import read_picture
from commissions.selectors.plans import latest_plan_on, plan_of
from commissions.wording.names import rank_name
from core.company import company
from core.periods import Period
from core.policy import Actor, require
from network import public as network


@dataclass(frozen=True, slots=True)
class _Figures:
    """What a member was, by a plan, finally or so far."""

    plan: Plan | None
    is_final: bool
    pv_minor: int = 0
    gv_minor: int = 0
    is_active: bool = False
    rank: str = ""


def dashboard(actor: Actor, member_id: int, period_key: str) -> Dashboard:
    """Return volumes, activity, rank and new partners of a period, and the last earnings.

    A published run is final. Before that, the engine stands the period up from the volume that
    is there, so that the figures are those a run would have now.
    """
    require(actor, "commissions.see_earnings", member_id=member_id)
    period = Period(period_key)
    figures = _final(member_id, period) or _so_far(member_id, period)
    plan = figures.plan
    return Dashboard(
        member_id=member_id,
        period_key=period.key,
        plan_label=plan.label if plan else "",
        currency=plan.currency if plan else company().currency,
        is_final=figures.is_final,
        pv_minor=figures.pv_minor,
        gv_minor=figures.gv_minor,
        active_pv_minor=plan.active_pv_minor if plan else 0,
        is_active=figures.is_active,
        rank=figures.rank,
        rank_name=rank_name(plan, figures.rank) if plan else "",
        **_partners(member_id, period),
        runs=earnings_by_run(member_id),
    )


def _final(member_id: int, period: Period) -> _Figures | None:
    runs = Run.objects.filter(period_key=period.key, state=RunState.PUBLISHED)
    run = runs.select_related("plan_version").order_by("-id").first()
    if run is None:
        return None
    plan = plan_of(run.plan_version)
    row = RunMember.objects.filter(run_id=run.pk, member_id=member_id).first()
    if row is None:
        return _Figures(plan, is_final=True)
    return _Figures(plan, True, row.pv_minor, row.gv_minor, row.is_active, row.rank)


def _so_far(member_id: int, period: Period) -> _Figures:
    plan = latest_plan_on(period.starts_on)
    if plan is None:
        return _Figures(None, is_final=False)
    standings = stand(plan, read_picture(plan, period, known_at=None))
    row = standings.tree.row_of.get(member_id)
    if row is None:
        return _Figures(plan, is_final=False)
    return _Figures(
        plan,
        False,
        standings.pv_minor[row],
        standings.gv_minor[row],
        standings.is_active[row],
        standings.ranks[row],
    )


def _partners(member_id: int, period: Period) -> dict[str, int]:
    last_day = period.ends_before - timedelta(days=1)
    day_before = period.starts_on - timedelta(days=1)
    partners = network.direct_partners(member_id, last_day).count
    before = network.direct_partners(member_id, day_before).count
    return {"partners": partners, "new_partners": max(partners - before, 0)}
