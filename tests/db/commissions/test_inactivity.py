"""Who was inactive for too long is proposed by a published run, and people decide."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from commissions import public as commissions
from commissions.inactivity.write import InactiveReasonMissing
from commissions.models import StatusProposal
from core import outbox
from core.errors import Denied
from network import public as network
from tests.db.commissions.company import (
    CLERK,
    MARCH,
    OWNER,
    Till,
    enrol,
    found_company,
    publish,
    sign_with,
)

MONTHS = [f"2026-{month:02}" for month in range(3, 8)]


def first_of(month: int) -> datetime:
    return datetime(2026, month, 1, 8, tzinfo=UTC)


@pytest.fixture
def line(db: None) -> dict[str, int]:
    """Let a plan suspend after two inactive months, and terminate after four."""
    found_company()
    limits = '\nsuspend_after = "2 periods"\nterminate_after = "4 periods"'
    sign_with('personal_volume = "50 PV"', f'personal_volume = "50 PV"{limits}')
    return enrol({"anna": None, "bert": "anna"})


def settle(*months: str) -> None:
    for month in months:
        publish(month, at=first_of(int(month[-2:]) + 1))
        outbox.drain()


def waiting() -> list[tuple[int, str, int]]:
    rows = commissions.inactive_page(OWNER, is_waiting=True).items
    return [(row.member_id, row.action, row.inactive_periods) for row in rows]


def decide(accepts: bool, reason: str = "nobody answered", member: int | None = None) -> None:
    rows = commissions.inactive_page(OWNER, is_waiting=True).items
    chosen = next(row for row in rows if member in (None, row.member_id))
    commissions.decide_inactive(
        proposal_id=chosen.proposal_id,
        accepts=accepts,
        reason=reason,
        actor=OWNER,
        at=first_of(5),
    )


def test_a_run_proposes_whom_its_plan_lets_pass_no_longer(line: dict[str, int]) -> None:
    till = Till()
    for month in (3, 4):
        till.record(line["anna"], pv="60", on=date(2026, month, 5))
    settle(MONTHS[0])
    assert waiting() == []
    settle(MONTHS[1])
    assert waiting() == [(line["bert"], "suspend", 2)]
    settle(MONTHS[2])
    assert waiting() == [(line["bert"], "suspend", 3)]
    assert StatusProposal.objects.filter(superseded_at__isnull=False).count() == 1
    settle(MONTHS[3])
    assert waiting() == [(line["bert"], "terminate", 4), (line["anna"], "suspend", 2)]
    last = StatusProposal.objects.latest("pk").run_id
    assert commissions.propose_inactive(run_id=last, at=first_of(9)) == 0


def test_accepting_suspends_from_today_on(line: dict[str, int]) -> None:
    settle(*MONTHS[:2])
    decide(True, member=line["bert"])
    assert network.member_card(line["bert"]).status == "suspended"
    (row,) = commissions.inactive_page(OWNER, is_waiting=False).items
    assert (row.is_accepted, row.reason) == (True, "nobody answered")
    settle(MONTHS[2])
    assert waiting() == [(line["anna"], "suspend", 3)]
    settle(MONTHS[3])
    assert (line["bert"], "terminate", 4) in waiting()


def test_who_stays_is_proposed_again_by_the_next_run(line: dict[str, int]) -> None:
    settle(*MONTHS[:2])
    decide(False, "is ill", line["bert"])
    assert network.member_card(line["bert"]).status == "active"
    assert [row[0] for row in waiting()] == [line["anna"]]
    settle(MONTHS[2])
    assert {row[0] for row in waiting()} == set(line.values())


def test_only_who_may_decides_and_only_once(line: dict[str, int]) -> None:
    settle(*MONTHS[:2])
    number = StatusProposal.objects.get(member_id=line["bert"]).pk
    with pytest.raises(Denied):
        commissions.inactive_page(CLERK, is_waiting=True)
    with pytest.raises(InactiveReasonMissing):
        decide(True, " ")
    decide(False, member=line["bert"])
    with pytest.raises(commissions.InactiveDecided):
        commissions.decide_inactive(
            proposal_id=number, accepts=True, reason="x", actor=OWNER, at=first_of(5)
        )
    assert network.member_card(line["bert"]).status == "active"
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE commissions_statusproposal SET action = 'terminate'")


def test_a_plan_that_counts_nothing_proposes_nobody(till: Till) -> None:
    enrol({"anna": None})
    settle(*MONTHS[:2])
    assert not StatusProposal.objects.exists()
    assert MONTHS[0] == MARCH
