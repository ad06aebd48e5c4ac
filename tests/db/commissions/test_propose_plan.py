"""Two people sign a plan: one hands in the bytes, another puts the same bytes in force."""

from __future__ import annotations

import hashlib

import pytest
from django.db import IntegrityError, connection, transaction

from commissions import public as commissions
from commissions.models import PlanProposal, PlanVersion
from commissions.shipped_plans import shipped_plan
from core.errors import Denied
from core.models import AuditEntry
from core.policy import Actor
from network import public as network
from tests import scenes

SHIPPED = shipped_plan("quellmoos", "2026-01-01")
AT = scenes.FOUNDED


@pytest.fixture
def people(db: None) -> tuple[Actor, Actor, Actor]:
    """Return an author of finance and two owners."""
    scenes.company(AT)
    author = scenes.staff("finance", AT, email="author@example.org")
    owners = [scenes.staff("owner", AT, email=f"owner{each}@example.org") for each in (1, 2)]
    return author.actor, owners[0].actor, owners[1].actor


def sha(document: bytes = SHIPPED.document) -> str:
    return hashlib.sha256(document).hexdigest()


def propose(actor: Actor, document: bytes = SHIPPED.document, **terms: object) -> int:
    plan = commissions.NewPlan(document, SHIPPED.examples, "first one")
    seen = str(terms.get("seen", sha(document)))
    return commissions.propose_plan(plan=plan, seen_sha256=seen, actor=actor, at=AT)


def approve(number: int, actor: Actor, seen: str = "") -> commissions.PlanCard:
    return commissions.approve_plan(
        proposal_id=number, seen_sha256=seen or sha(), actor=actor, at=AT
    )


def test_the_same_bytes_are_in_force_with_both_names(people: tuple[Actor, ...]) -> None:
    author, owner, _other = people
    number = propose(author)
    assert not PlanVersion.objects.exists()
    card = approve(number, owner)
    stored = PlanVersion.objects.get()
    assert bytes(stored.document) == SHIPPED.document
    assert (card.signed_by, card.approved_by, card.sha256) == (author.label, owner.label, sha())
    view = commissions.proposal(owner, number)
    assert view.row.is_approved and view.check.words is not None
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {f"commissions.{verb}_plan" for verb in ("propose", "approve", "activate")} <= actions


def test_nobody_signs_twice_and_only_an_owner_signs_second(people: tuple[Actor, ...]) -> None:
    author, owner, other = people
    number = propose(owner)
    with pytest.raises(commissions.SecondSignatureMissing):
        approve(number, owner)
    with pytest.raises(Denied):
        approve(number, author)
    with pytest.raises(commissions.SecondSignatureMissing):
        approve(number, Actor.system("robot"))
    approve(number, other)
    with pytest.raises(commissions.ProposalDecided):
        approve(number, other)


def test_what_is_signed_is_what_was_read(people: tuple[Actor, ...]) -> None:
    author, owner, _other = people
    with pytest.raises(commissions.AnotherText):
        propose(author, seen=sha(b"another"))
    number = propose(author)
    with pytest.raises(commissions.AnotherText):
        approve(number, owner, seen=sha(b"another"))


def test_a_plan_that_breaks_its_promises_is_not_taken(people: tuple[Actor, ...]) -> None:
    author, _owner, _other = people
    greedy = SHIPPED.document.replace(b'"12%"', b'"11%"')
    with pytest.raises(commissions.ExamplesBroken):
        propose(author, greedy)
    late = SHIPPED.document.replace(b"version         = 1", b"version         = 3")
    with pytest.raises(commissions.VersionOutOfOrder):
        propose(author, late)
    checked = commissions.check_plan(author, document=late, examples=SHIPPED.examples)
    assert checked.obstacle and not checked.may_be_signed
    with pytest.raises(Denied):
        propose(network.actor_for(scenes.staff("support", AT).account_id))
    assert not PlanProposal.objects.exists()


def test_one_version_waits_at_a_time_and_may_be_taken_back(people: tuple[Actor, ...]) -> None:
    author, owner, _other = people
    number = propose(author)
    with pytest.raises(commissions.ProposalWaiting):
        propose(owner)
    commissions.reject_plan(proposal_id=number, reason="typing error", actor=author, at=AT)
    again = propose(author)
    with pytest.raises(Denied):
        second = scenes.staff("finance", AT, email="colleague@example.org").actor
        commissions.reject_plan(proposal_id=again, reason="mine is better", actor=second, at=AT)
    commissions.reject_plan(proposal_id=again, reason="too dear", actor=owner, at=AT)
    rows = commissions.proposals_page(author, is_waiting=False).items
    assert {row.decision_reason for row in rows} == {"typing error", "too dear"}
    assert not commissions.proposals_page(author, is_waiting=True).items


def test_the_database_keeps_what_was_handed_in(people: tuple[Actor, ...]) -> None:
    author, _owner, _other = people
    propose(author)
    for statement, said in (
        ("UPDATE commissions_planproposal SET document = 'x'", "append-only"),
        ("DELETE FROM commissions_planproposal", "append-only"),
        (
            "UPDATE commissions_planproposal SET is_approved = true, decision_reason = '',"
            " decided_by = 'x', decided_by_account = proposed_by_account, decided_at = now()",
            "approved_by_another",
        ),
    ):
        with (
            pytest.raises(IntegrityError, match=said),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
