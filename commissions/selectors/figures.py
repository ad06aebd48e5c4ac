"""Volumes, activity and rank of some members in a period: settled, or as they stand so far."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from commissions.engine.facts import MAY_EARN
from commissions.engine.plan import Plan
from commissions.models import LiveFigure, LiveFigures, Run, RunGaps, RunMember, RunState
from commissions.selectors.input_mark import input_mark
from commissions.selectors.kept_gaps import KeptGaps, read_gaps
from commissions.selectors.plans import is_week, leading_version, plan_of
from commissions.services.refresh_figures import refresh_figures
from core.periods import Period
from network import public as network

# Up to so many members a page works missing figures out by itself; beyond, the clock does.
WORKED_OUT_BY_PAGES = 5_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One member's period."""

    pv_minor: int = 0
    gv_minor: int = 0
    is_active: bool = False
    rank: str = ""
    earned_minor: int = 0
    kept: KeptGaps | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """A period's figures for the members that were asked for.

    `computed_at` is when they were worked out, None where they never were; `is_outdated` tells
    that something came since. A published run is final and neither; `known_at` is the instant
    up to which it knew the world.
    """

    plan: Plan | None
    is_final: bool = False
    computed_at: datetime | None = None
    is_outdated: bool = False
    of_members: Mapping[int, Figure] = field(default_factory=dict)
    run_id: int | None = None
    known_at: datetime | None = None

    def of(self, member_id: int) -> Figure:
        """Return a member's figures; nothing where it has none."""
        return self.of_members.get(member_id, Figure())


def figures_of(member_ids: Collection[int], period: Period, *, at: datetime) -> Figures:
    """Return the members' figures in a few statements, however many members there are."""
    return _final(member_ids, period) or _so_far(member_ids, period, at)


def _final(member_ids: Collection[int], period: Period) -> Figures | None:
    published = Run.objects.filter(period_key=period.key, state=RunState.PUBLISHED)
    runs = list(published.select_related("plan_version").order_by("-id"))
    if not runs:
        return None
    ranked = (run for run in runs if plan_of(run.plan_version).ranks)
    return figures_of_run(next(ranked, runs[0]), member_ids)


def figures_of_run(run: Run, member_ids: Collection[int]) -> Figures:
    """Return what members were in a published run."""
    rows = RunMember.objects.filter(run_id=run.pk, member_id__in=member_ids)
    found = rows.values_list("member_id", "pv_minor", "gv_minor", "is_active", "paid_rank")
    plan = plan_of(run.plan_version)
    gaps = _gaps(run.pk, member_ids) if plan.requires_more else {}
    return Figures(
        plan,
        is_final=True,
        computed_at=run.published_at,
        of_members={row[0]: Figure(*row[1:], kept=gaps.get(row[0])) for row in found},
        run_id=run.pk,
        known_at=run.drafted_at,
    )


def _gaps(run_id: int, member_ids: Collection[int]) -> dict[int, KeptGaps | None]:
    rows = RunGaps.objects.filter(run_id=run_id, member_id__in=member_ids)
    return {number: read_gaps(kept) for number, kept in rows.values_list("member_id", "gaps")}


def _so_far(member_ids: Collection[int], period: Period, at: datetime) -> Figures:
    version = leading_version(period.starts_on, "week" if is_week(period) else "month")
    if version is None:
        return Figures(None)
    plan, mark = plan_of(version), str(input_mark(version, period, at))
    kept = _kept(mark, period, at)
    if kept is None:
        return Figures(plan, is_outdated=True)
    rows = LiveFigure.objects.filter(figures=kept, member_id__in=member_ids)
    found = rows.values_list(
        "member_id", "pv_minor", "gv_minor", "is_active", "rank", "earned_minor", "gaps"
    )
    known = {row[0]: Figure(*row[1:-1], read_gaps(row[-1])) for row in found}
    return Figures(
        plan,
        computed_at=kept.computed_at,
        is_outdated=kept.input_mark != mark,
        of_members=known | _without_volume(set(member_ids) - set(known), plan, period),
    )


def _without_volume(member_ids: set[int], plan: Plan, period: Period) -> dict[int, Figure]:
    """Return the figures of members without any volume in the group, whom no row is kept for."""
    lowest = plan.rank_for(0, 0)
    if not member_ids or not (lowest or plan.is_active_without_volume):
        return {}
    last_day = period.ends_before - timedelta(days=1)
    statuses = network.statuses_on(member_ids, last_day)
    nothing = Figure(0, 0, plan.is_active_without_volume, lowest)
    return {number: nothing for number, status in statuses.items() if status == MAY_EARN}


def _kept(mark: str, period: Period, at: datetime) -> LiveFigures | None:
    """Return the figures that are kept, brought up to date first where that is cheap."""
    kept = LiveFigures.objects.filter(period_key=period.key).first()
    if kept is not None and kept.input_mark == mark:
        return kept
    if network.members_at_most() > WORKED_OUT_BY_PAGES:
        return kept
    refresh_figures(period_key=period.key, at=at)
    return LiveFigures.objects.filter(period_key=period.key).first()
