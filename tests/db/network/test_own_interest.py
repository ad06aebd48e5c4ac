"""Staff who are partners themselves decide nothing in their own favour."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.policy import Actor
from network import public as network
from network.models import CustomerCredit, Member
from network.services.own_interest import OwnInterest
from tests.db.network.people import NOON, TODAY, code_of, colleague, customer, join, root

pytestmark = pytest.mark.usefixtures("company")

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def pat() -> Actor:
    """Somebody of support with a position of their own."""
    who = colleague("pat", "support")
    member_id = join("pat-partner", root())
    return Actor(who.account_id, who.roles, member_id, who.label)


def credit(actor: Actor, account_id: int, member_id: int) -> None:
    network.change_credit(
        account_id=account_id, sponsor_code=code_of(member_id), valid_from=TODAY, reason="asked",
        actor=actor, at=NOON,
    )  # fmt: skip


def test_nobody_credits_customers_to_their_own_position(pat: Actor) -> None:
    assert pat.member_id is not None
    carl = customer("carl").account_id
    with pytest.raises(OwnInterest):
        credit(pat, carl, pat.member_id)
    assert not CustomerCredit.objects.exists()
    credit(colleague("sue", "support"), carl, pat.member_id)
    assert CustomerCredit.objects.get().member_id == pat.member_id


def test_nobody_reinstates_their_own_position(pat: Actor) -> None:
    assert pat.member_id is not None
    sue = colleague("sue", "support")
    for actor, status in ((sue, "suspended"), (pat, "active")):
        change = {"member_id": pat.member_id, "status": status, "reason": "r", "at": NOON}
        if actor is pat:
            with pytest.raises(OwnInterest):
                network.change_status(**change, actor=actor)
        else:
            network.change_status(**change, actor=actor)
    assert Member.objects.get(pk=pat.member_id).status == "suspended"


def test_nobody_approves_a_move_to_their_own_line_or_of_their_own_position(pat: Actor) -> None:
    assert pat.member_id is not None
    top = Member.objects.order_by("pk").values_list("pk", flat=True)[0]
    other, cara = join("berta", top), join("cara", top)
    sue, tom = colleague("sue", "support"), colleague("tom", "compliance")
    for member_id, sponsor_id in ((cara, pat.member_id), (pat.member_id, other)):
        asked = network.request_sponsor_change(
            member_id=member_id, sponsor_code=code_of(sponsor_id), valid_from=TOMORROW,
            reason="agreed", actor=sue, at=NOON,
        )  # fmt: skip
        decision = {"request_id": asked, "approves": True, "reason": "fine", "at": NOON}
        with pytest.raises(OwnInterest):
            network.decide_sponsor_change(**decision, actor=pat)
        network.decide_sponsor_change(**decision, actor=tom)
