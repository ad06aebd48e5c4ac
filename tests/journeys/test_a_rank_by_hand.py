"""Finance gives a rank by hand: one asks, another decides, the partner reads it."""

from __future__ import annotations

import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from tests import scenes


@pytest.fixture
def month(db: None, time_machine: TimeMachineFixture) -> scenes.SettledMonth:
    time_machine.move_to(scenes.LATER)
    return scenes.settled_month()


def signed_in(who: scenes.Login) -> Client:
    client = Client()
    client.post("/sign-in/", {"email": who.email, "password": scenes.PASSWORD})
    return client


def test_a_rank_is_asked_for_decided_and_read(month: scenes.SettledMonth) -> None:
    clerk = signed_in(month.clerk)
    checker = signed_in(scenes.staff("finance", scenes.FOUNDED, email="checks.ranks@example.org"))
    number = month.anna.member_id
    page = f"/staff/members/{number}/rank/"
    assert b"Rang" in clerk.get(page, headers={"accept-language": "de"}).content
    wish = {
        "rank": "quellmoos:teamleitung",
        "meaning": "least",
        "valid_from": "2026-03-01",
        "valid_until": "",
        "reason": "as agreed on the phone",
    }
    refused = clerk.post(page, wish)
    assert refused.status_code == 422
    assert "valid_from" in refused.context["form"].errors
    asked = clerk.post(page, wish | {"valid_from": "2026-04-01"})
    assert asked.status_code == 302
    address = asked.headers["Location"]
    own = clerk.get(address)
    assert own.context["is_own"]
    decision = {"decision": "approve", "reason": "seen the contract"}
    assert clerk.post(address, decision).status_code == 403
    assert checker.get("/staff/").content.count(b"/staff/awards/") >= 2
    assert checker.post(address, decision).status_code == 302
    decided = checker.get("/staff/awards/?state=decided").content.decode()
    assert "teamleitung" in decided or "Team" in decided
    file = clerk.get(f"/staff/members/{number}/").content.decode()
    assert address in file
    office = signed_in(month.anna).get("/office/").context["dashboard"]
    assert office.card.award.rank.rank == "teamleitung"
    assert office.rank == "teamleitung"
    ended = clerk.post(page, wish | {"rank": "quellmoos:", "valid_from": "2026-06-01"})
    assert ended.status_code == 302
