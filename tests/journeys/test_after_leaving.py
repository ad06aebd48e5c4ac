"""A partner who has left keeps what is owed and proven, and sees nobody of the network any more."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

import network.public as network
from tests import scenes
from tests.journeys.visitor import Visitor


@pytest.fixture
def month(time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    """Let March be over, and Anna leave."""
    time_machine.move_to(scenes.LATER)
    month = scenes.settled_month()
    network.change_status(
        member_id=month.anna.member_id or 0,
        status="terminated",
        reason="left",
        actor=scenes.SYSTEM,
        at=scenes.LATER,
    )
    return month


CLOSED = (
    "/office/team/", "/office/team/tree/", "/office/team/search/?q=cara", "/office/team/export/",
    "/office/customers/", "/office/carts/", "/office/carts/new/",
)  # fmt: skip


def test_the_line_and_the_customers_are_closed(month: scenes.SettledMonth) -> None:
    anna = Visitor()
    anna.sign_in(month.anna)
    for path in CLOSED:
        anna.open(path, status=403)
    anna.open(f"/office/team/{month.cara.member_id}/", status=403)
    menu = anna.client.get("/office/").content.decode()
    assert "/office/team/" not in menu and "Cara" not in menu


def test_earnings_and_statements_stay(month: scenes.SettledMonth) -> None:
    anna = Visitor()
    anna.sign_in(month.anna)
    anna.open("/office/earnings/")
    anna.open(f"/office/earnings/{month.run_id}/")
    anna.open(f"/office/statements/{month.run_id}/")
    anna.open("/office/customers/orders/")
    anna.open("/office/bank-account/")


def test_nobody_below_is_found_by_the_rooms_either(month: scenes.SettledMonth) -> None:
    gone = network.actor_for(month.anna.account_id)
    number, day = month.anna.member_id or 0, scenes.LATER.date()
    assert gone.has_left
    with pytest.raises(network.MemberNotFound):
        network.team_tree(gone, number, day, network.Opening())
    with pytest.raises(network.MemberNotFound):
        network.team_member(gone, month.cara.member_id or 0, day)
    assert network.my_sponsors(gone, day) == ()
    cara = network.actor_for(month.cara.account_id)
    assert not cara.has_left
