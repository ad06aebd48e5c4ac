"""Approve a draft: a second person has looked at it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commissions.calculations.underway import refuse_while_calculating
from commissions.facts import RunSummary
from commissions.models import Run, RunState
from commissions.selectors.runs import find_run, run_summary
from core import audit
from core.errors import Denied
from core.locks import Lock, take
from core.policy import Actor, require


class SecondPersonMissing(Denied):
    """Whoever drafted a run cannot approve it."""

    code = "commissions.second_person_missing"


@transaction.atomic
def approve_run(*, run_id: int, actor: Actor, at: datetime) -> RunSummary:
    """Approve a draft; the run of this number never changes, so this approves what was seen.

    Raises: RunNotFound — it was replaced meanwhile. SecondPersonMissing; RunMoved;
    CalculationUnderway.
    """
    require(actor, "commissions.approve_run")
    refuse_while_calculating(find_run(run_id).plan_code)
    run = locked_run(run_id)
    if is_same_person(run, actor):
        raise SecondPersonMissing(_("You drafted this run. Somebody else has to approve it."))
    run.move_to(RunState.APPROVED, actor=actor, at=at)
    facts = {"input_hash": run.input_hash, "result_hash": run.result_hash}
    audit.record(actor=actor, action="commissions.approve_run", subject=run.ref, at=at, facts=facts)
    return run_summary(run)


def locked_run(run_id: int) -> Run:
    """Return a run as it stands once nobody else works on its plan.

    Raises: RunNotFound.
    """
    take(Lock.RUN, find_run(run_id).plan_code)
    return find_run(run_id)


def is_same_person(run: Run, actor: Actor) -> bool:
    """Tell whether this is who drafted the run."""
    drafter = run.drafted_by_account
    return run.drafted_by == actor.label or (drafter is not None and drafter == actor.account_id)
