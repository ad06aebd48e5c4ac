"""From an application to a position, or not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.company import company, save_company
from core.models import OutboxEvent
from core.paging import PageRequest
from network import public as network
from network.models import CustomerCredit, MemberStatusChange
from tests.db.network.people import (
    ADULT,
    NOON,
    SYSTEM,
    TODAY,
    code_of,
    colleague,
    customer,
    person,
    root,
)

pytestmark = pytest.mark.usefixtures("company")

LATER = NOON + timedelta(days=3)


def looks_first() -> None:
    """Let the company look at applications."""
    save_company(actor=SYSTEM, settings=replace(company(), review_applications=True), at=NOON)


def applied(name: str, sponsor_id: int, *, is_confirmed: bool = True) -> int:
    """Let somebody apply; return the number."""
    made = network.register_member(
        person=replace(person(name), email_is_confirmed=is_confirmed),
        sponsor_code=code_of(sponsor_id),
        born_on=ADULT,
        agreement_version="2026-01",
        at=NOON,
    )
    assert made.member_id is not None
    return made.member_id


def decide(member_id: int, *, approved: bool) -> network.HandedIn:
    """Let a colleague decide."""
    clerk = colleague(f"clerk{member_id}", "support")
    return network.decide_application(
        member_id=member_id, approved=approved, reason="looked at it", actor=clerk, at=LATER
    )


def events(name: str) -> int:
    """Count events."""
    return OutboxEvent.objects.filter(name=f"network.{name}").count()


def test_a_position_waits_for_its_owners_address() -> None:
    top = root()
    anna = applied("anna", top, is_confirmed=False)
    account_id = network.member_card(anna).account_id
    assert network.actor_for(account_id).member_id is None
    assert (events("member_applied"), events("member_registered")) == (1, 1)
    done = network.confirm_email(token=network.confirmation_token(account_id, LATER), at=LATER)
    assert done.became_partner
    card = network.member_card(anna)
    assert (card.status, card.joined_on) == ("active", LATER.date())
    assert network.actor_for(account_id).member_id == anna
    assert events("member_registered") == 2
    again = network.confirm_email(token=network.confirmation_token(account_id, LATER), at=LATER)
    assert not again.became_partner


def test_an_applicant_is_in_no_picture_and_has_no_link() -> None:
    looks_first()
    top = root()
    anna = applied("anna", top)
    assert network.network_as_of(day=LATER.date(), known_at=None).member_ids == (top,)
    with pytest.raises(network.UnknownSponsorCode):
        network.member_by_code(code_of(anna))
    decide(anna, approved=True)
    before = network.network_as_of(day=TODAY, known_at=None)
    after = network.network_as_of(day=LATER.date(), known_at=None)
    assert (before.member_ids, after.member_ids) == ((top,), (top, anna))


def test_until_it_is_decided_purchases_count_for_the_sponsor() -> None:
    looks_first()
    top = root()
    carl = customer("carl", top)
    network.become_member(
        account_id=carl.account_id,
        country="DE",
        sponsor_code=None,
        born_on=ADULT,
        agreement_version="2026-01",
        actor=network.actor_for(carl.account_id),
        at=NOON,
    )
    waiting = network.buyer_for(carl.account_id, None, TODAY)
    assert (waiting.member_id, waiting.audience, waiting.credited_member_id) == (
        None,
        "customer",
        top,
    )
    (row,) = network.applications(SYSTEM).items
    decide(row.member_id, approved=True)
    buyer = network.buyer_for(carl.account_id, None, LATER.date())
    assert (buyer.member_id, buyer.audience) == (row.member_id, "partner")
    assert CustomerCredit.objects.get().valid_until == LATER.date()


def test_a_rejected_applicant_applies_again_with_the_same_number() -> None:
    looks_first()
    anna = applied("anna", root())
    account_id = network.member_card(anna).account_id
    assert decide(anna, approved=False).status == "rejected"
    assert network.rejection_reason(account_id) == "looked at it"
    network.become_member(
        account_id=account_id,
        country="DE",
        sponsor_code=None,
        born_on=ADULT,
        agreement_version="2026-01",
        actor=network.actor_for(account_id),
        at=LATER,
    )
    assert network.rejection_reason(account_id) == ""
    steps = MemberStatusChange.objects.filter(member_id=anna).order_by("pk")
    assert [step.to_status for step in steps] == ["applied", "rejected", "applied"]
    assert [row.member_id for row in network.applications(SYSTEM).items] == [anna]


def test_an_application_is_not_moved_but_decided() -> None:
    looks_first()
    anna = applied("anna", root())
    with pytest.raises(network.ApplicationNotDecided):
        network.change_status(
            member_id=anna, status="active", reason="quick", actor=SYSTEM, at=NOON
        )


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_decision_has_a_reason(reason: str) -> None:
    looks_first()
    anna = applied("anna", root())
    with pytest.raises(network.ReasonMissing):
        network.decide_application(
            member_id=anna, approved=True, reason=reason, actor=SYSTEM, at=NOON
        )


def test_nobody_decides_what_is_decided_or_their_own() -> None:
    looks_first()
    anna = applied("anna", root())
    own = replace(colleague("olga", "owner"), account_id=network.member_card(anna).account_id)
    with pytest.raises(network.OwnApplication):
        network.decide_application(member_id=anna, approved=True, reason="me", actor=own, at=NOON)
    decide(anna, approved=False)
    with pytest.raises(network.NotWaiting):
        network.decide_application(
            member_id=anna, approved=True, reason="late", actor=SYSTEM, at=LATER
        )


def test_a_list_needs_as_many_statements_for_one_as_for_many() -> None:
    looks_first()
    top = root()
    counts = []
    for name in ("anna", "bert", "cara", "dora"):
        applied(name, top)
        with CaptureQueriesContext(connection) as captured:
            found = network.applications(SYSTEM, page=PageRequest(size=2))
        counts.append(len(captured))
    assert len(found.items) == 2 and found.has_next
    assert len(set(counts)) == 1 and counts[0] <= 3


def test_answers_are_sealed_until_they_are_handed_in() -> None:
    from core.addresses import Address
    from network.models import ApplicationDraft

    carl = customer("carl", root())
    actor = network.actor_for(carl.account_id)
    network.keep_details(
        account_id=carl.account_id,
        address=Address("Carl", "Lindenweg 3", "79098", "Freiburg", "DE"),
        born_on=date(1990, 5, 1),
        actor=actor,
        at=NOON,
    )
    draft = ApplicationDraft.objects.get()
    assert b"Lindenweg" not in bytes(draft.sealed)
    with pytest.raises(network.ApplicationIncomplete):
        network.hand_in_application(
            account_id=carl.account_id, sponsor_code=None, actor=actor, at=NOON
        )
    network.keep_agreement(account_id=carl.account_id, version="2026-01", actor=actor, at=NOON)
    done = network.hand_in_application(
        account_id=carl.account_id, sponsor_code=None, actor=actor, at=NOON
    )
    assert done.status == "active"
    assert not ApplicationDraft.objects.exists()
