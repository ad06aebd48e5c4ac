"""Staff's pages about one person cost the same, however long the history is."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import network.public as network
from tests import scenes


def cost(client: Client, path: str) -> int:
    """Count the statements of a page that was opened before."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_history_orders_and_credits_add_no_statements(month: scenes.SettledMonth) -> None:
    support = scenes.staff("support", scenes.FOUNDED)
    second = scenes.staff("support", scenes.FOUNDED, email="second.support@example.org")
    client = Client()
    client.post("/sign-in/", {"email": support.email, "password": scenes.PASSWORD})
    member = f"/staff/members/{month.cara.member_id}/"
    account = f"/staff/accounts/{month.carl.account_id}/"
    before = [cost(client, path) for path in (member, account, "/staff/moves/?state=decided")]
    _live_on(month, support, second)
    after = [cost(client, path) for path in (member, account, "/staff/moves/?state=decided")]
    assert after[0] <= before[0] + 2
    assert after[1] <= before[1] + 2
    assert after[2] <= before[2] + 4
    assert before[0] <= 60


def _live_on(month: scenes.SettledMonth, support: scenes.Login, second: scenes.Login) -> None:
    """Move, suspend, reinstate and credit anew, by several people."""
    member_id, day = month.cara.member_id or 0, scenes.LATER.date()
    for step, code in enumerate(("anna", scenes.code_of(month.bert), "anna")):
        request_id = network.request_sponsor_change(
            member_id=member_id, sponsor_code=code, valid_from=day + timedelta(days=step),
            reason="x", actor=support.actor, at=scenes.LATER,
        )  # fmt: skip
        network.decide_sponsor_change(
            request_id=request_id, approves=True, reason="y", actor=second.actor, at=scenes.LATER
        )
    for status, who in (("suspended", support), ("active", second)):
        network.change_status(
            member_id=member_id, status=status, reason="z", actor=who.actor, at=scenes.LATER
        )
    network.change_credit(
        account_id=month.carl.account_id, sponsor_code="anna", valid_from=day, reason="q",
        actor=second.actor, at=scenes.LATER,
    )  # fmt: skip
