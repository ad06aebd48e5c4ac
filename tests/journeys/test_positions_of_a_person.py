"""Support puts two positions together as one person's: one asks, another decides."""

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


def test_positions_are_put_together_and_stand_alone_again(month: scenes.SettledMonth) -> None:
    asker = signed_in(scenes.staff("support", scenes.FOUNDED, email="asks@example.org"))
    checker = signed_in(scenes.staff("compliance", scenes.FOUNDED, email="checks@example.org"))
    cara, bert = month.cara.member_id, month.bert.member_id
    page, file = f"/staff/members/{cara}/person/", f"/staff/members/{cara}/"
    assert b"Positionen" in asker.get(page, headers={"accept-language": "de"}).content
    wish = {"other_id": "999999", "valid_from": "2026-04-01", "last_day": "", "reason": "one firm"}
    refused = asker.post(page, wish)
    assert refused.status_code == 422
    assert "other_id" in refused.context["form"].errors
    alone = asker.post(page, wish | {"other_id": "", "last_day": "2026-05-01"})
    assert "last_day" in alone.context["form"].errors
    asked = asker.post(page, wish | {"other_id": str(bert)})
    assert asked.status_code == 302
    address = asked.headers["Location"]
    assert asker.get(address).context["is_own"]
    assert checker.get("/staff/").content.count(b"/staff/persons/") >= 2
    decision = {"decision": "approve", "reason": "seen the register"}
    assert asker.post(address, decision).status_code == 403
    assert address in checker.get("/staff/persons/").content.decode()
    assert checker.post(address, decision).status_code == 302
    assert address in checker.get("/staff/persons/?state=decided").content.decode()
    assert checker.get(address).status_code == 200
    shown = checker.get(file).context["persons"]
    assert [span.other_ids for span in shown] == [(bert,)]
    ended = asker.post(page, wish | {"other_id": "", "valid_from": "2026-04-10"})
    assert ended.status_code == 302
    assert signed_in(month.anna).get(page).status_code in {302, 403, 404}
