"""Suspend, reinstate, end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.models import AuditEntry
from core.policy import ANONYMOUS, NotAllowed
from network import public as network
from network.models import Member, MemberStatus, MemberStatusChange
from network.models.member import MemberCannotMove, StatusChangedMeanwhile
from network.services.change_status import UnknownStatus
from tests.db.network.people import NOON, OWNER, root

pytestmark = pytest.mark.usefixtures("company")


def change(member_id: int, status: str, *, reason: str = "r", actor: object = OWNER) -> None:
    network.change_status(member_id=member_id, status=status, reason=reason, actor=actor, at=NOON)


def test_a_move_leaves_a_row_and_an_audit_entry() -> None:
    top = root()
    change(top, "suspended", reason=" unpaid fee ")
    assert Member.objects.get(pk=top).status == "suspended"
    row = MemberStatusChange.objects.filter(member_id=top).latest("pk")
    assert (row.from_status, row.to_status, row.reason, row.actor) == (
        "active",
        "suspended",
        "unpaid fee",
        OWNER.label,
    )
    assert AuditEntry.objects.get(action="network.change_status").facts["to"] == "suspended"


def test_who_left_does_not_return() -> None:
    top = root()
    change(top, "terminated")
    with pytest.raises(MemberCannotMove):
        change(top, "active")


def test_a_step_the_table_does_not_know_is_refused() -> None:
    top = root()
    for status in ("applied", "active"):
        with pytest.raises(MemberCannotMove):
            change(top, status)


@pytest.mark.parametrize("status", ["asleep", "", "ACTIVE"])
def test_an_unknown_status_is_refused(status: str) -> None:
    with pytest.raises(UnknownStatus):
        change(root(), status)


def test_a_reason_and_a_right_are_needed() -> None:
    top = root()
    with pytest.raises(network.ReasonMissing):
        change(top, "suspended", reason=" ")
    with pytest.raises(NotAllowed):
        change(top, "suspended", actor=ANONYMOUS)
    with pytest.raises(network.MemberNotFound):
        change(999, "suspended")
    assert MemberStatusChange.objects.count() == 1


def test_whoever_reads_an_old_status_does_not_overwrite_a_newer_one() -> None:
    stale = Member.objects.get(pk=root())
    change(stale.pk, "suspended")
    with pytest.raises(StatusChangedMeanwhile):
        stale.move_to(MemberStatus.TERMINATED)
    assert Member.objects.get(pk=stale.pk).status == "suspended"


def test_knowledge_of_a_status_never_goes_back() -> None:
    top = root()
    network.change_status(
        member_id=top,
        status="suspended",
        reason="r",
        actor=OWNER,
        at=NOON - timedelta(hours=1),
    )
    assert MemberStatusChange.objects.latest("pk").recorded_at == NOON
