"""Calculate a run again from the facts that were known then, and compare."""

from __future__ import annotations

from commissions.arrays.fingerprint import RULES_REVISION, ResultHash, input_hash
from commissions.calculations.progress import (
    CORRECTIONS,
    READING,
    STANDINGS,
    CheckCourse,
    Tell,
    to_nobody,
)
from commissions.facts import RunCheck
from commissions.models import Run
from commissions.selectors.corrections import ClosedPeriods
from commissions.selectors.period_picture import known_runs
from commissions.selectors.period_reversals import Settled
from commissions.selectors.plans import plan_of
from commissions.selectors.readied_period import Readied, ready_run
from commissions.selectors.runs import find_run
from commissions.selectors.stored_lines import StoredLines
from core.policy import Actor, require


def verify_run(actor: Actor, run_id: int, *, tell: Tell = to_nobody) -> RunCheck:
    """Calculate a run again and compare both fingerprints, and every stored line.

    Network and published exchange rates are read as they were known when the run was drafted,
    orders and returns as they were recorded, earlier runs as they were published by then: nothing
    comes from what the run froze but which orders and returns it counted. A run whose fingerprints
    have an older form is compared line by line. Small networks are checked by the walk, large ones
    by columns; `tell` is told how far it is between blocks of lines, and may stop it.
    Raises: NotAllowed; RunNotFound; RatesMissing; Stopped.
    """
    require(actor, "commissions.see_runs")
    run = find_run(run_id)
    plan, basis = plan_of(run.plan_version), known_runs(run)
    course = CheckCourse(tell, plan, run.line_count)
    course.begin(READING)
    readied = ready_run(run, plan, Settled.of(basis))
    course.begin(CORRECTIONS)
    closed = ClosedPeriods(readied.picture, basis, course.correct)
    if closed.go_onward:
        readied = readied.begun_with(closed.found.begins(run.follows_id))
    course.begin(STANDINGS)
    return _compared(run, readied, closed, course)


def _compared(run: Run, readied: Readied, closed: ClosedPeriods, course: CheckCourse) -> RunCheck:
    picture, outcome = readied.picture, readied.settle()
    digest, stored = ResultHash(picture, outcome.standing), StoredLines(run.pk, picture)
    for block in course.over(stored.through(outcome.blocks)):
        digest.add(block)
    stored.end_with(closed.found.lines)
    for correction in closed.found.lines:
        digest.add_correction(correction)
    digest.add_carried(outcome.carried())
    digest.add_changed(closed.found.changed)
    found = input_hash(readied.plan, run.period_key, picture), digest.hexdigest()
    is_older, different = run.rules_revision != RULES_REVISION, stored.first_difference
    has_same_hashes = is_older or found == (run.input_hash, run.result_hash)
    return RunCheck(run.pk, has_same_hashes and different is None, *found, different, is_older)
