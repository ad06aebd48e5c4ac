"""Ask a worker for a draft, a publication, a check or a trial, and ask it to stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from commissions.calculations.lane import LANES
from commissions.calculations.underway import CalculationUnderway
from commissions.document.plan_document import read_plan
from commissions.models import Calculation, CalculationKind, CalculationState, RunState, TriedPlan
from commissions.models.calculation import OPEN_STATES
from commissions.selectors.plans import plan_version_for
from commissions.selectors.runs import find_run
from commissions.services.publish_run import refuse_early
from commissions.simulation.read import MOST_PERIODS
from core import audit
from core.errors import NotFound
from core.periods import Period
from core.policy import Actor, require

# Who may ask for it may stop it, whoever asked.
ACTIONS: dict[CalculationKind, str] = {
    CalculationKind.DRAFT: "commissions.draft_run",
    CalculationKind.PUBLICATION: "commissions.publish_run",
    CalculationKind.CHECK: "commissions.see_runs",
    CalculationKind.TRIAL: "commissions.see_runs",
}
TRIALS_KEPT = timedelta(days=30)

_wake: list[Callable[[str], object]] = []


@dataclass(frozen=True, slots=True)
class NewTrial:
    """A document to be tried, its examples, and over how many of whose published periods."""

    document: bytes
    examples: bytes
    of_plan: str
    periods: int


class CalculationNotFound(NotFound):
    """There is no such calculation."""

    code = "commissions.calculation_not_found"


def wake_calculating(wake: Callable[[str], object] | None) -> None:
    """Say what is called with a lane after a commit that asked for something (apps.py does)."""
    _wake[:] = [wake] if wake else []


@transaction.atomic
def ask_draft(*, plan_code: str, period_key: str, actor: Actor, language: str, at: datetime) -> int:
    """Ask for the draft of a period; a worker makes it. Return the calculation's number.

    Raises: NotAllowed; UnknownPlan, NoPlanInForce, WrongPeriod, BadPeriod; CalculationUnderway.
    """
    require(actor, ACTIONS[CalculationKind.DRAFT])
    period = Period(period_key)
    plan_version_for(plan_code, period)
    facts = {"plan_code": plan_code, "period_key": period.key}
    return _ask(CalculationKind.DRAFT, actor, language, at, facts).pk


@transaction.atomic
def ask_publication(*, run_id: int, actor: Actor, language: str, at: datetime) -> int:
    """Ask for a run to be published; a worker books it. Return the calculation's number.

    What can be refused at once is refused here; the rest is looked at again when it is booked.
    Raises: NotAllowed; RunNotFound; NotApproved, PeriodNotOver, CountedElsewhere, VolumeUnderway,
    DraftOutdated; CalculationUnderway.
    """
    require(actor, ACTIONS[CalculationKind.PUBLICATION])
    run = find_run(run_id)
    if run.state != RunState.PUBLISHED:
        refuse_early(run, at)
    facts = {"plan_code": run.plan_code, "period_key": run.period_key, "run": run}
    return _ask(CalculationKind.PUBLICATION, actor, language, at, facts).pk


@transaction.atomic
def ask_check(*, run_id: int, actor: Actor, language: str, at: datetime) -> int:
    """Ask for a run to be calculated again and compared. Return the calculation's number.

    Raises: NotAllowed; RunNotFound; CalculationUnderway.
    """
    require(actor, ACTIONS[CalculationKind.CHECK])
    run = find_run(run_id)
    facts = {"plan_code": run.plan_code, "period_key": run.period_key, "run": run}
    return _ask(CalculationKind.CHECK, actor, language, at, facts).pk


@transaction.atomic
def ask_trial(*, wish: NewTrial, actor: Actor, language: str, at: datetime) -> int:
    """Ask what a plan would have paid over past periods. Return the calculation's number.

    The trial and its outcome are kept for a month.
    Raises: NotAllowed; PlanRejected — the document cannot be used. CalculationUnderway — another
    trial of the same person is not over yet.
    """
    require(actor, ACTIONS[CalculationKind.TRIAL])
    plan = read_plan(wish.document, "")
    throw_old_trials_away(at=at)
    row = _ask(CalculationKind.TRIAL, actor, language, at, {"plan_code": wish.of_plan})
    TriedPlan.objects.create(
        calculation=row,
        label=plan.label,
        sha256=plan.sha256,
        document=wish.document,
        examples=wish.examples,
        periods=min(wish.periods, MOST_PERIODS),
    )
    return row.pk


@transaction.atomic
def stop_calculation(*, calculation_id: int, actor: Actor, at: datetime) -> bool:
    """Ask a calculation to stop: at once where it waits, else before its next block.

    Returns whether there was anything to stop; nothing of it is left then.
    Raises: CalculationNotFound; NotAllowed.
    """
    row = Calculation.objects.filter(pk=calculation_id).first()
    if row is None:
        raise CalculationNotFound(_("There is no such calculation."))
    require(actor, ACTIONS[CalculationKind(row.kind)])
    rows = Calculation.objects.filter(pk=row.pk, stop_asked_at=None)
    asked = {"stop_asked_by": actor.label, "stop_asked_at": at}
    ended = {"state": CalculationState.STOPPED, "ended_at": at}
    is_asked = bool(
        rows.filter(state=CalculationState.WAITING).update(**ended, **asked)
        or rows.filter(state=CalculationState.UNDERWAY).update(**asked)
    )
    if is_asked:
        audit.record(actor=actor, action="commissions.stop_calculation", subject=row.ref, at=at)
    return is_asked


def throw_old_trials_away(*, at: datetime) -> int:
    """Forget trials that nobody needs any more; return how many."""
    old = Calculation.objects.filter(kind=CalculationKind.TRIAL, asked_at__lt=at - TRIALS_KEPT)
    return old.exclude(state__in=OPEN_STATES).delete()[0]


def _ask(
    kind: CalculationKind, actor: Actor, language: str, at: datetime, facts: dict[str, Any]
) -> Calculation:
    """Write the request down and wake a worker; the database knows what excludes what."""
    try:
        with transaction.atomic():
            row = Calculation.objects.create(
                kind=kind,
                asked_by=actor.label,
                asked_by_account=actor.account_id,
                asked_at=at,
                language=language,
                **facts,
            )
    except IntegrityError as conflict:
        raise CalculationUnderway(_words(kind)) from conflict
    asked = {"kind": str(kind), "plan": row.plan_code, "period": row.period_key}
    audit.record(
        actor=actor, action="commissions.ask_calculation", subject=row.ref, at=at, facts=asked
    )
    _wake_worker(next(name for name, kinds in LANES.items() if kind in kinds))
    return row


def _wake_worker(lane: str) -> None:
    def woken() -> None:
        for wake in _wake:
            wake(lane)

    # Should nobody hear it, the clock finds what waits a few seconds later.
    transaction.on_commit(woken, robust=True)


def _words(kind: CalculationKind) -> object:
    if kind == CalculationKind.TRIAL:
        return _("Your last trial is not over yet. Wait for it, or stop it.")
    return _("This period is being calculated already. Wait until it is done, or stop it.")
