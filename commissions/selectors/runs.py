"""Runs as lists and pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import connection
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from commissions.engine.plan import Plan
from commissions.facts import LevelTotal, MemberTotal, RankCount, RunDetail, RunSummary
from commissions.models import EarningLine, Run, RunMember, RunState
from commissions.selectors.period_picture import left_out
from commissions.selectors.plans import leading_version, plan_of
from commissions.wording.names import rank_name, rule_name
from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor, require
from finance.public import payee_of_member

TOP_SHOWN = 10
_TITLES = """
SELECT m.member_id, m.title, m.paid_rank
FROM commissions_runmember m
LEFT JOIN commissions_runmember b ON b.run_id = %(before)s AND b.member_id = m.member_id
WHERE m.run_id = %(run)s AND m.title <> ''
  AND (m.title, m.paid_rank) IS DISTINCT FROM (b.title, b.paid_rank)
ORDER BY m.member_id
"""
_SHOWN = ("document", "examples", "source")


class RunNotFound(NotFound):
    """There is no such run."""

    code = "commissions.run_not_found"


def runs_page(actor: Actor, page: PageRequest | None = None) -> Page[RunSummary]:
    """Return runs, the latest period first; replaced drafts are left out."""
    require(actor, "commissions.see_runs")
    request = page or PageRequest()
    start, stop = request.bounds
    rows = _runs().exclude(state=RunState.DISCARDED).order_by("-starts_on", "-id")
    return request.page(rows[start:stop]).map(run_summary)


def run_detail(actor: Actor, run_id: int) -> RunDetail:
    """Return a run with its totals by level, rank and member.

    Raises: RunNotFound.
    """
    require(actor, "commissions.see_runs")
    run = find_run(run_id)
    plan = plan_of(run.plan_version)
    before = _runs().filter(
        plan_code=run.plan_code, state=RunState.PUBLISHED, starts_on__lt=run.starts_on
    )
    previous = before.order_by("-starts_on").first()
    members = RunMember.objects.filter(run_id=run_id)
    return RunDetail(
        run=run_summary(run),
        previous=run_summary(previous) if previous else None,
        active_members=members.filter(is_active=True).count(),
        left_out=left_out(plan, run),
        levels=_levels(plan, run_id),
        ranks=_ranks(plan, members),
        top_members=_top_members(run_id),
    )


def find_run(run_id: int) -> Run:
    """Return a run with its plan version; a replaced draft has no rows any more and is not found.

    Raises: RunNotFound.
    """
    rows = Run.objects.select_related("plan_version").exclude(state=RunState.DISCARDED)
    run = rows.filter(pk=run_id).first()
    if run is None:
        raise run_not_found()
    return run


def run_not_found() -> RunNotFound:
    """Return the refusal for a run that is not there, or not for this person."""
    return RunNotFound(_("There is no such run. It may have been replaced by a newer draft."))


def statement_rows(run_id: int) -> Sequence[tuple[str, int]]:
    """Return payee and amount for every member of a run who may earn or did.

    Whoever earned nothing gets a statement too: it says so.
    """
    earned = dict(
        EarningLine.objects.filter(run_id=run_id)
        .values_list("member_id")
        .annotate(Sum("amount_minor"))
        .order_by("member_id")
    )
    members = RunMember.objects.filter(run_id=run_id, status="active").order_by("member_id")
    due = sorted({*earned, *members.values_list("member_id", flat=True)})
    return [(payee_of_member(number), earned.get(number, 0)) for number in due]


def titles_of(run_id: int) -> Sequence[tuple[int, str, str]]:
    """Return member, title and paid rank where one is another than in the run it follows.

    Where several plans have ranks, one of them gives the titles: the one that began last.
    """
    run = find_run(run_id)
    leading = leading_version(run.ends_before - timedelta(days=1))
    if leading is None or leading.code != run.plan_code:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_TITLES, {"run": run_id, "before": run.follows_id})
        return list(cursor.fetchall())


def run_summary(run: Run, *, is_new: bool = False) -> RunSummary:
    """Show a run."""
    return RunSummary(
        run_id=run.pk,
        run_ref=run.ref,
        plan_code=run.plan_code,
        plan_version=run.plan_version.version,
        plan_label=run.plan_label,
        period_key=run.period_key,
        state=str(run.state),
        currency=run.currency,
        member_count=run.member_count,
        volume_count=run.volume_count,
        line_count=run.line_count,
        pv_minor=run.pv_minor,
        net_minor=run.net_minor,
        possible_minor=run.possible_minor,
        earned_minor=run.earned_minor,
        input_hash=run.input_hash,
        result_hash=run.result_hash,
        drafted_by=run.drafted_by,
        drafted_at=run.drafted_at,
        approved_by=run.approved_by,
        approved_at=run.approved_at,
        published_by=run.published_by,
        published_at=run.published_at,
        is_new=is_new,
        corrected_minor=run.corrected_minor,
        correction_count=run.correction_count,
        reversal_count=run.reversal_count,
    )


def _runs() -> QuerySet[Run]:
    hidden = (f"plan_version__{field}" for field in _SHOWN)
    return Run.objects.select_related("plan_version").defer(*hidden)


def _levels(plan: Plan, run_id: int) -> tuple[LevelTotal, ...]:
    rows = (
        EarningLine.objects.filter(run_id=run_id)
        .values_list("rule_id", "level", "rate_bp")
        .annotate(Count("line_no"), Sum("amount_minor"))
        .order_by("rule_id", "level")
    )
    return tuple(
        LevelTotal(rule_id, rule_name(plan, rule_id), *totals) for rule_id, *totals in rows
    )


def _ranks(plan: Plan, members: QuerySet[RunMember]) -> tuple[RankCount, ...]:
    rows = members.exclude(paid_rank="").values_list("paid_rank")
    counts = dict(rows.annotate(Count("member_id")).order_by())
    return tuple(
        RankCount(rank.id, rank_name(plan, rank.id), counts.get(rank.id, 0))
        for rank in reversed(plan.ranks)
    )


def _top_members(run_id: int) -> tuple[MemberTotal, ...]:
    rows = (
        EarningLine.objects.filter(run_id=run_id)
        .values_list("member_id")
        .annotate(lines=Count("line_no"), amount=Sum("amount_minor"))
        .order_by("-amount", "member_id")
    )
    return tuple(MemberTotal(*row) for row in rows[:TOP_SHOWN])
