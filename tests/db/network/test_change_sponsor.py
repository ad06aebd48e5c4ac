"""A member moves under another sponsor, from a day on, known from an instant on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.models import AuditEntry, OutboxEvent
from core.policy import Actor, NotAllowed
from network import public as network
from network.models import Sponsorship
from tests.db.network.people import (
    NOON,
    OWNER,
    SECOND,
    SYSTEM,
    TODAY,
    code_of,
    colleague,
    join,
    move,
    root,
)

pytestmark = pytest.mark.usefixtures("company")

HOUR = timedelta(hours=1)


def day(number: int) -> date:
    """Return a day after everybody joined."""
    return TODAY + timedelta(days=number)


class Family:
    """Anna and Bert below the root, Cara below Anna."""

    def __init__(self) -> None:
        self.root = root()
        self.anna = join("anna", self.root)
        self.bert = join("bert", self.root)
        self.cara = join("cara", self.anna)


@pytest.fixture
def family(company: None) -> Family:
    return Family()


def sponsor_on(member_id: int, on: date) -> int | None:
    return network.member_card(member_id, on).sponsor_id


def test_a_move_holds_from_its_day_on(family: Family) -> None:
    move(family.cara, family.bert, day(10))
    assert sponsor_on(family.cara, day(9)) == family.anna
    assert sponsor_on(family.cara, day(10)) == family.bert


def test_a_move_holds_until_the_next_one_that_was_recorded_before(family: Family) -> None:
    move(family.cara, family.bert, day(20))
    move(family.cara, family.root, day(10))
    assert [sponsor_on(family.cara, day(n)) for n in (9, 10, 19, 20)] == [
        family.anna,
        family.root,
        family.root,
        family.bert,
    ]


def test_what_was_known_before_stays_readable(family: Family) -> None:
    move(family.cara, family.bert, day(0), at=NOON + HOUR)
    position = list(network.network_as_of(day=day(5), known_at=NOON).member_ids).index(family.cara)
    before = network.network_as_of(day=day(5), known_at=NOON + HOUR - timedelta(microseconds=1))
    after = network.network_as_of(day=day(5), known_at=NOON + HOUR)
    assert before.sponsor_ids[position] == family.anna
    assert after.sponsor_ids[position] == family.bert


def test_nothing_is_edited_a_new_row_supersedes(family: Family) -> None:
    move(family.cara, family.bert, day(10), at=NOON + HOUR)
    rows = Sponsorship.objects.filter(member_id=family.cara).order_by("pk")
    assert [(r.sponsor_id, r.valid_from, r.valid_until, r.superseded_at) for r in rows] == [
        (family.anna, TODAY, None, NOON + HOUR),
        (family.anna, TODAY, day(10), None),
        (family.bert, day(10), None, None),
    ]
    assert [row.reason for row in rows] == ["registration", "registration", "agreed by all three"]


def test_knowledge_never_goes_back_even_when_a_clock_does(family: Family) -> None:
    move(family.cara, family.bert, day(10), at=NOON + HOUR)
    move(family.cara, family.root, day(5), at=NOON - HOUR)
    assert not Sponsorship.objects.filter(recorded_at__lt=NOON).exists()
    assert sponsor_on(family.cara, day(5)) == family.root


def test_event_and_audit_name_numbers_only(family: Family) -> None:
    move(family.cara, family.bert, day(10))
    event = OutboxEvent.objects.get(name="network.sponsor_changed")
    assert event.payload["old_sponsor_id"] == family.anna
    assert event.payload["new_sponsor_id"] == family.bert
    entry = AuditEntry.objects.get(action="network.change_sponsor")
    assert entry.subject == f"member:{family.cara}"
    assert entry.facts["approver"] == SECOND.label


def test_nobody_moves_below_himself(family: Family) -> None:
    with pytest.raises(network.CyclicSponsor):
        move(family.anna, family.anna, day(1))


def test_nobody_moves_below_the_own_downline(family: Family) -> None:
    dora = join("dora", family.cara)
    with pytest.raises(network.CyclicSponsor):
        move(family.anna, dora, day(1))
    assert network.upline(dora, day(1)) == (family.cara, family.anna, family.root)


def test_a_circle_that_begins_only_with_a_later_move_is_refused(family: Family) -> None:
    """On day 20 Bert goes below Anna; so Anna may not be below Bert on that day."""
    move(family.bert, family.anna, day(20))
    with pytest.raises(network.CyclicSponsor) as refused:
        move(family.anna, family.bert, day(5))
    assert day(20).isoformat() in refused.value.message


def test_a_circle_that_would_end_before_the_move_is_none(family: Family) -> None:
    """Until day 10 Cara is below Anna; from then on Anna may be below Cara."""
    move(family.cara, family.root, day(10))
    move(family.anna, family.cara, day(10))
    assert network.upline(family.anna, day(10)) == (family.cara, family.root)


def test_one_day_of_overlap_makes_a_circle(family: Family) -> None:
    move(family.cara, family.root, day(10))
    with pytest.raises(network.CyclicSponsor):
        move(family.anna, family.cara, day(9))


def test_a_move_that_ends_before_the_circle_would_begin_is_allowed(family: Family) -> None:
    """On day 20 Anna goes below Cara, who leaves her first; until then Cara may go anywhere."""
    move(family.cara, family.root, day(20))
    move(family.anna, family.cara, day(20))
    move(family.cara, family.bert, day(5))
    assert network.upline(family.cara, day(19)) == (family.bert, family.root)
    with pytest.raises(network.CyclicSponsor):
        move(family.cara, family.anna, day(20))


def test_steps_that_hold_on_different_days_make_no_circle(family: Family) -> None:
    """Cara leaves Anna on the day on which Anna goes below Bert; so Bert may go below Cara."""
    move(family.cara, family.root, day(5))
    move(family.anna, family.bert, day(5))
    move(family.bert, family.cara, day(1))
    assert network.upline(family.bert, day(4)) == (family.cara, family.anna, family.root)
    assert network.upline(family.anna, day(5)) == (family.bert, family.cara, family.root)


def test_the_same_sponsor_is_no_move(family: Family) -> None:
    with pytest.raises(network.SameSponsor):
        move(family.cara, family.anna, day(5))


def test_nobody_is_moved_before_joining(family: Family) -> None:
    with pytest.raises(network.BeforeJoining):
        move(family.cara, family.bert, day(-1))


def test_nobody_is_moved_under_somebody_who_was_not_there(family: Family) -> None:
    newcomer = join("nele", family.root, at=NOON + timedelta(days=7))
    with pytest.raises(network.BeforeJoining):
        move(family.cara, newcomer, day(6))
    move(family.cara, newcomer, day(7))


def test_a_terminated_member_stays_where_it_was(family: Family) -> None:
    network.change_status(
        member_id=family.cara, status="terminated", reason="left", actor=SYSTEM, at=NOON
    )
    with pytest.raises(network.MemberHasLeft):
        move(family.cara, family.bert, day(1))


def test_an_unknown_member_or_code_changes_nothing(family: Family) -> None:
    with pytest.raises(network.MemberNotFound):
        move(999_999, family.bert, day(1))
    with pytest.raises(network.UnknownSponsorCode):
        signed_move(family, sponsor_code="nobody")
    assert not Sponsorship.objects.exclude(superseded_at=None).exists()


def signed_move(family: Family, **changed: object) -> network.SponsorChange:
    """Move Cara under Bert on a form of which one field is changed."""
    form = {
        "member_id": family.cara,
        "sponsor_code": code_of(family.bert),
        "valid_from": day(1),
        "reason": "agreed",
        "actor": OWNER,
        "approver": SECOND,
        "at": NOON,
    }
    return network.change_sponsor(**(form | changed))


def test_a_reason_is_given(family: Family) -> None:
    with pytest.raises(network.ReasonMissing):
        signed_move(family, reason="  ")


def test_a_second_person_approves(family: Family) -> None:
    for approver in (OWNER, Actor.system("script")):
        with pytest.raises(network.SecondPersonMissing):
            signed_move(family, approver=approver)


def test_both_need_the_right(family: Family) -> None:
    packer = colleague("packer", "warehouse")
    for who in ({"actor": packer}, {"approver": packer}):
        with pytest.raises(NotAllowed):
            signed_move(family, **who)


def test_the_result_says_what_was_recorded(family: Family) -> None:
    assert signed_move(family) == network.SponsorChange(
        member_id=family.cara,
        old_sponsor_id=family.anna,
        new_sponsor_id=family.bert,
        valid_from=day(1),
        valid_until=None,
        recorded_at=NOON,
    )
