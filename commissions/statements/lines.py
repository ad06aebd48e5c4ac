"""The lines a member earned in a published run, as they stand now; one of them with its story."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissions.engine.facts import OWN
from commissions.models import EarningLine, PlanVersion, Run, RunState
from commissions.selectors.plans import plan_of
from commissions.selectors.why import LineNotFound
from commissions.statements.facts import (
    LineChange,
    LineFilter,
    LineStory,
    RunHead,
    StatementLine,
)
from commissions.statements.names import Reader, named_lines
from commissions.statements.rows import Key, chosen_rows
from commissions.wording.names import rule_name
from core.company import local_date
from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor, allowed, require

ALL_LINES = LineFilter()
FIRST_PAGE = PageRequest()


def earned_lines(
    actor: Actor,
    *,
    run: RunHead,
    at: datetime,
    wanted: LineFilter = ALL_LINES,
    page: PageRequest = FIRST_PAGE,
) -> Page[StatementLine]:
    """Return a member's lines of a run that a filter leaves, vested or not as of an instant.

    Raises: NotAllowed.
    """
    require(actor, "commissions.see_earnings", member_id=run.member_id)
    found = Run.objects.select_related("plan_version").get(pk=run.run_id)
    rows = chosen_rows(Key(run.run_id, run.member_id, at), wanted, *page.bounds)
    reader = Reader(run.member_id, local_date(at))
    return page.page(named_lines(plan_of(found.plan_version), reader, rows))


def run_head(run_id: int, member_id: int) -> RunHead:
    """Return a published run as a member's lines need it; the caller asks the policy.

    Raises: LineNotFound — also for a run that is not published.
    """
    run = (
        Run.objects.select_related("plan_version")
        .filter(pk=run_id, state=RunState.PUBLISHED)
        .first()
    )
    if run is None:
        raise _missing()
    return RunHead(run_id, member_id, run.period_key, run.plan_label, run.currency)


def run_rules(run_id: int) -> tuple[tuple[str, int, str], ...]:
    """Return rule, level and the rule's name of everything that a run's plan may pay."""
    version = PlanVersion.objects.get(runs=run_id)
    plan = plan_of(version)
    return tuple(
        (rule.id, level, rule_name(plan, rule.id))
        for rule in plan.rules
        for level in range(1, rule.levels + 1) or (0,)
    )


def line_story(actor: Actor, *, run_id: int, line_no: int, at: datetime) -> LineStory:
    """Return one line with its order's volume and its corrections.

    Raises: LineNotFound — also for somebody else's line.
    """
    row = EarningLine.objects.select_related("volume_entry").filter(run_id=run_id, line_no=line_no)
    found = row.first()
    if found is None or not allowed(actor, "commissions.see_earnings", member_id=found.member_id):
        raise _missing()
    head = run_head(run_id, found.member_id)
    (line,) = earned_lines(actor, run=head, at=at, wanted=LineFilter(line_no=line_no)).items
    entry = found.volume_entry
    return LineStory(
        run=head,
        line=line,
        pv_minor=entry.pv_minor if entry else 0,
        cv_minor=entry.cv_minor if entry else 0,
        net_minor=entry.net_minor if entry else 0,
        net_currency=entry.currency if entry else head.currency,
        changes=_changes(found),
        is_own_order=bool(entry and (entry.kind, entry.member_id) == (OWN, found.member_id)),
    )


def _changes(line: EarningLine) -> tuple[LineChange, ...]:
    """Return the corrected line and every correction of it, in the order they were published."""
    run_id = line.corrects_run_id or line.run_id
    line_no = line.corrects_line_no if line.corrects_run_id else line.line_no
    about = Q(run_id=run_id, line_no=line_no) | Q(corrects_run_id=run_id, corrects_line_no=line_no)
    rows = EarningLine.objects.filter(about, member_id=line.member_id).exclude(
        run_id=line.run_id, line_no=line.line_no
    )
    published = rows.filter(run__state=RunState.PUBLISHED).order_by("run_id", "line_no")
    columns = ("run_id", "line_no", "run__period_key", "amount_minor")
    return tuple(LineChange(*change) for change in published.values_list(*columns))


def _missing() -> NotFound:
    return LineNotFound(_("There is no such line, or it is not yours."))
