"""Approving a draft."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from commissions import public as commissions
from commissions.models import Run, RunState
from commissions.models.run import RunMoved
from core.errors import Denied
from core.models import AuditEntry
from core.policy import Actor
from tests.db.commissions.company import CHECKER, CLERK, CLOSING, STRANGER, draft, publish


def approve(run_id: int, actor: Actor = CHECKER) -> commissions.RunSummary:
    return commissions.approve_run(run_id=run_id, actor=actor, at=CLOSING)


def test_a_second_person_approves(sold: dict[str, int]) -> None:
    run = approve(draft().run_id)
    assert (run.state, run.approved_by, run.approved_at) == ("approved", CHECKER.label, CLOSING)
    entry = AuditEntry.objects.get(action="commissions.approve_run")
    assert entry.facts["result_hash"] == run.result_hash


@pytest.mark.parametrize(
    "same",
    [CLERK, Actor(CLERK.account_id, CLERK.roles, None, "account:-3 by telephone")],
)
def test_whoever_drafted_cannot_approve(sold: dict[str, int], same: Actor) -> None:
    run = draft()
    with pytest.raises(commissions.SecondPersonMissing):
        approve(run.run_id, same)
    assert Run.objects.get().state == RunState.DRAFT


@pytest.mark.parametrize("column", ["approved_by", "approved_by_account"])
def test_the_database_insists_on_a_second_person(sold: dict[str, int], column: str) -> None:
    run = draft()
    rows = Run.objects.filter(pk=run.run_id)
    step = {"approved_by": "x", "approved_by_account": -9, "approved_at": CLOSING}
    step[column] = {"approved_by": CLERK.label, "approved_by_account": CLERK.account_id}[column]
    with pytest.raises(IntegrityError, match="run_approved_by_another"), transaction.atomic():
        rows.update(state="approved", **step)


def test_whoever_may_not_is_refused(sold: dict[str, int]) -> None:
    with pytest.raises(Denied):
        approve(draft().run_id, STRANGER)


def test_nobody_approves_twice(sold: dict[str, int]) -> None:
    run = approve(draft().run_id)
    with pytest.raises(RunMoved):
        approve(run.run_id)


def test_a_published_run_is_not_approved_again(sold: dict[str, int]) -> None:
    with pytest.raises(RunMoved):
        approve(publish().run_id)


@pytest.mark.django_db
def test_a_run_that_is_not_there_is_not_found() -> None:
    with pytest.raises(commissions.RunNotFound):
        approve(4711)
