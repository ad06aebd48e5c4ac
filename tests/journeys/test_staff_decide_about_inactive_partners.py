"""A plan proposes who was inactive for too long; support decides about several at once."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

import commissions.public as commissions
import network.public as network
from commissions.models import Run, StatusProposal
from tests import scenes
from tests.journeys.visitor import Visitor

PAGE = "/staff/inactive/"


@pytest.fixture
def month(time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    """Stand late in April, with March settled and two partners proposed."""
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    for who, action in ((month.cara, "suspend"), (month.bert, "terminate")):
        StatusProposal.objects.create(
            run=Run.objects.get(pk=month.run_id),
            member_id=who.member_id,
            action=action,
            inactive_periods=3,
            proposed_at=scenes.LATER,
        )
    return month


def test_several_are_decided_with_one_reason(month: scenes.SettledMonth) -> None:
    sue = Visitor("en")
    sue.sign_in(scenes.staff("support", scenes.FOUNDED))
    assert "Inactive partners to decide about" in sue.open("/staff/")
    assert "3 periods in a row" in sue.open(PAGE)
    rows = commissions.inactive_page(scenes.SYSTEM, is_waiting=True).items
    suspend, terminate = (
        next(row.proposal_id for row in rows if row.action == action)
        for action in ("suspend", "terminate")
    )
    nobody = sue.send(PAGE, decision="accept", reason="left no word")
    assert nobody.status_code == 422 and "Choose at least one partner" in nobody.content.decode()
    sue.send(PAGE, chosen=[suspend], decision="accept", reason="left no word")
    sue.send(PAGE, chosen=[terminate], decision="decline", reason="is ill")
    assert network.member_card(month.cara.member_id or 0).status == "suspended"
    assert network.member_card(month.bert.member_id or 0).status == "active"
    decided = sue.open(f"{PAGE}?state=decided")
    assert "left no word" in decided and "is ill" in decided
    assert "No plan proposes anybody" in sue.open(PAGE)


def test_who_cannot_be_moved_stays_with_the_reason(month: scenes.SettledMonth) -> None:
    network.change_status(
        member_id=month.cara.member_id or 0,
        status="suspended",
        reason="complaints",
        actor=scenes.SYSTEM,
        at=scenes.LATER,
    )
    sue = Visitor("en")
    sue.sign_in(scenes.staff("support", scenes.FOUNDED))
    number = StatusProposal.objects.get(action="suspend").pk
    sue.send(PAGE, chosen=[number], decision="accept", reason="left no word")
    assert f"Partner {month.cara.member_id}:" in sue.open(PAGE)
    assert StatusProposal.objects.get(pk=number).decided_at is None
