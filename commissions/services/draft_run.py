"""Draft the run of a period: freeze what it may know, calculate, store, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commissions.arrays.bases import net_values
from commissions.arrays.columns import LARGEST, exact_sum
from commissions.arrays.fingerprint import RULES_REVISION, ResultHash, input_hash
from commissions.arrays.lines import LineBlock
from commissions.arrays.outcome import ArraySettlement
from commissions.arrays.picture import ArrayPicture
from commissions.arrays.totals import largest_sum, points, possible_minor
from commissions.calculations.progress import (
    CORRECTIONS,
    INDEXING,
    MEMBERS,
    READING,
    STANDINGS,
    RunCourse,
    Tell,
    to_nobody,
)
from commissions.engine.facts import Correction
from commissions.engine.plan import Plan
from commissions.facts import RunSummary
from commissions.models import HandedOnAgain, PlanVersion, Run, RunRate, RunState
from commissions.models.run import OPEN
from commissions.selectors.corrections import ClosedPeriods, Found
from commissions.selectors.moved_since import moved_since
from commissions.selectors.period_picture import (
    other_published_runs,
    run_before,
)
from commissions.selectors.plans import plan_of, plan_version_for
from commissions.selectors.readied_period import ready_period
from commissions.selectors.run_rates import rows_of_rates
from commissions.selectors.runs import run_summary
from commissions.services import run_columns, run_days, run_tables
from core import audit
from core.ahead import begun, beside
from core.company import local_date
from core.errors import Refused
from core.locks import Lock, take
from core.periods import Period
from core.policy import Actor, require

ALL_DRAFTS = "every draft"
# Blocks of lines that wait to be stored, two and a half megabytes each: rules are worked out faster
# and slower than the server takes their lines in.
BLOCKS_AHEAD = 32
Settle: TypeAlias = Callable[[], ArraySettlement]
Find: TypeAlias = Callable[[], Found]


class PeriodPublished(Refused):
    """The period is published, and since then something has changed that it does not know."""

    code = "commissions.period_published"


class TooLarge(Refused):
    """The totals of this period might not fit into the database's numbers."""

    code = "commissions.too_large"


@transaction.atomic
def draft_run(
    *, plan_code: str, period_key: str, actor: Actor, at: datetime, tell: Tell = to_nobody
) -> RunSummary:
    """Calculate a period as it is known now, and replace the last draft.

    The rows of the draft it replaces stay until the next one, to be compared with. Pages let a
    worker do it (calculations/ask.py) and listen to how far it is.

    The same input as the open draft or the published run returns that one and changes nothing,
    unless the draft was made before the period was over: such a one can never be published.
    Killed half-way, nothing is left behind.
    Raises: UnknownPlan, NoPlanInForce, WrongPeriod; RatesMissing; PeriodPublished; TooLarge;
    Stopped.
    """
    require(actor, "commissions.draft_run")
    period = Period(period_key)
    # Attaching and dropping partitions locks whole tables: two drafts could wait in a circle.
    take(Lock.RUN, plan_code, ALL_DRAFTS)
    version = plan_version_for(plan_code, period)
    plan = plan_of(version)
    follows = run_before(plan, period)
    course = RunCourse(tell, plan, _expected_lines(plan.code, period))
    course.begin(READING)
    readied = ready_period(plan, period, known_at=at, follows=follows)
    plan = readied.plan
    others = other_published_runs(plan.code, period.key)
    closed = ClosedPeriods(readied.picture, others, course.correct)
    if closed.go_onward:
        readied = readied.begun_with(closed.found.begins(follows))
    fingerprint = input_hash(plan, period.key, readied.picture)
    current = Run.objects.filter(plan_code=plan.code, period_key=period.key)
    same = current.exclude(state=RunState.DISCARDED).filter(input_hash=fingerprint).first()
    if same is not None and not (_is_premature(same, at) or _is_outdated(same)):
        return run_summary(same)
    _refuse_published(current, period)
    replaced = current.filter(state__in=OPEN).first()
    if replaced is not None:
        replaced.move_to(RunState.DISCARDED, actor=actor, at=at)
    _refuse_too_large(plan, readied.picture)
    frozen = Frozen(version, plan, period, readied.picture, fingerprint, follows)
    run = write_run(frozen, readied.settle, lambda: closed.found, actor=actor, at=at, course=course)
    for outdated in run_tables.outdated_drafts(plan.code):
        run_tables.drop_tables(outdated)
    facts = {"plan": plan.label, "period": period.key, "result_hash": run.result_hash}
    audit.record(actor=actor, action="commissions.draft_run", subject=run.ref, at=at, facts=facts)
    return run_summary(run, is_new=True)


def _expected_lines(plan_code: str, period: Period) -> int:
    """Return how many lines the latest run up to this period has, 0 where there is none."""
    runs = Run.objects.filter(plan_code=plan_code, starts_on__lte=period.starts_on)
    return runs.order_by("-starts_on", "-id").values_list("line_count", flat=True).first() or 0


def _is_premature(run: Run, at: datetime) -> bool:
    return local_date(run.drafted_at) < run.ends_before <= local_date(at)


def _is_outdated(run: Run) -> bool:
    """Tell whether a draft could not be published, although one made now would be the same."""
    return run.state in OPEN and (_is_overtaken(run) or bool(moved_since(run)))


def _is_overtaken(run: Run) -> bool:
    """Tell whether a draft corrects what a run that was published since may have corrected too."""
    again = HandedOnAgain.objects.values_list("run_id", flat=True)
    correcting = Q(correction_count__gt=0) | Q(id__in=again)
    published = Run.objects.filter(plan_code=run.plan_code, state=RunState.PUBLISHED)
    since = published.filter(correcting, published_at__gte=run.drafted_at)
    corrects = run.correction_count > 0 or again.filter(run=run).exists()
    return corrects and since.exists()


@dataclass(frozen=True, slots=True)
class Frozen:
    """What one run calculates with."""

    version: PlanVersion
    plan: Plan
    period: Period
    picture: ArrayPicture
    input_hash: str
    follows: int | None = None


def write_run(
    frozen: Frozen,
    settle: Settle,
    find: Find,
    *,
    actor: Actor,
    at: datetime,
    course: RunCourse | None = None,
) -> Run:
    """Settle a period and store the run; lines stream from the engine into a table of its own."""
    plan, period, picture = frozen.plan, frozen.period, frozen.picture
    run_id, tally = _write_rows(frozen, settle, find, course or RunCourse(to_nobody, plan))
    run = Run.objects.create(
        id=run_id,
        plan_version=frozen.version,
        plan_code=plan.code,
        period_key=period.key,
        starts_on=period.starts_on,
        ends_before=period.ends_before,
        follows_id=frozen.follows,
        currency=plan.currency,
        rules_revision=RULES_REVISION,
        input_hash=frozen.input_hash,
        result_hash=tally.result_hash.hexdigest(),
        member_count=len(picture),
        volume_count=len(picture.volumes),
        reversal_count=len(picture.reversals),
        line_count=tally.line_count,
        correction_count=tally.correction_count,
        pv_minor=points(picture),
        net_minor=exact_sum(net_values(plan, picture.volumes)),
        possible_minor=possible_minor(plan, picture, tally.paid_minor),
        earned_minor=tally.earned_minor,
        corrected_minor=tally.corrected_minor,
        drafted_by=actor.label,
        drafted_by_account=actor.account_id,
        drafted_at=at,
    )
    RunRate.objects.bulk_create(rows_of_rates(run, plan))
    return run


def _write_rows(frozen: Frozen, settle: Settle, find: Find, course: RunCourse) -> tuple[int, Tally]:
    """Fill and index the tables of a new run and make them partitions; return its number.

    The server takes in and indexes what is known already, while standings are worked out and then
    the lines.
    """
    picture, run_id = frozen.picture, run_tables.new_run_id()
    course.begin(STANDINGS)
    run_tables.create_tables(run_id)
    with beside(settle) as settled:
        run_columns.copy_volumes(run_id, picture)
        run_tables.index_tables(run_id, [run_tables.VOLUMES, run_tables.REVERSALS])
        course.begin(CORRECTIONS)
        # Whole and at once: while lines are copied in, the connection can read nothing.
        found = find()
        outcome = settled()
    tally = Tally(ResultHash(picture, outcome.standing))
    course.begin(MEMBERS, total=len(picture))
    with begun(tally.through(course.over(outcome.blocks)), BLOCKS_AHEAD) as blocks:
        run_columns.copy_members(run_id, picture, outcome.standing)
        run_tables.index_tables(run_id, [run_tables.MEMBERS])
        run_columns.copy_lines(run_id, picture, blocks)
    corrected = tally.through_corrections(found.lines)
    run_tables.copy_corrections(run_id, corrected, first=tally.line_count + 1)
    carried = outcome.carried()
    tally.result_hash.add_carried(carried)
    run_columns.copy_carries(run_id, carried)
    tally.result_hash.add_changed(found.changed)
    run_tables.copy_changed(run_id, found.changed)
    run_days.copy_days(run_id, frozen.plan, picture, outcome.day_ranks())
    course.begin(INDEXING, total=tally.line_count)
    run_tables.index_tables(run_id, [run_tables.LINES, run_tables.CARRIES])
    run_tables.attach_tables(run_id)
    return run_id, tally


@dataclass(slots=True)
class Tally:
    """Counts, sums and fingerprints lines while they stream by."""

    result_hash: ResultHash
    line_count: int = 0
    earned_minor: int = 0
    correction_count: int = 0
    corrected_minor: int = 0
    paid_minor: Counter[str] = field(default_factory=Counter)

    def through(self, blocks: Iterable[LineBlock]) -> Iterator[LineBlock]:
        """Pass the lines on."""
        for block in blocks:
            paid_minor = exact_sum(block.columns.amounts)
            self.line_count += len(block)
            self.earned_minor += paid_minor
            self.paid_minor[block.rule_id] += paid_minor
            self.result_hash.add(block)
            yield block

    def through_corrections(self, lines: Iterable[Correction]) -> Iterator[Correction]:
        """Pass on the lines that correct closed periods."""
        for line in lines:
            self.line_count += 1
            self.correction_count += 1
            self.earned_minor += line.amount_minor
            self.corrected_minor += line.amount_minor
            self.result_hash.add_correction(line)
            yield line


def _refuse_too_large(plan: Plan, picture: ArrayPicture) -> None:
    if largest_sum(plan, picture) > LARGEST:
        raise TooLarge(_("The totals of this period do not fit into the database. Call support."))


def _refuse_published(current: QuerySet[Run], period: Period) -> None:
    run = current.filter(state=RunState.PUBLISHED).first()
    if run is not None:
        text = _(
            "%(period)s is published and stays as it is. What has come since then counts in the "
            "first period that is settled next."
        )
        raise PeriodPublished(text % {"period": period.key}, run_id=run.pk)
