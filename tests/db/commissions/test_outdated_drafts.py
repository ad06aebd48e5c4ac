"""A draft whose facts changed since it was made is never published; made again, it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from commissions import public as commissions
from commissions.public import RunSummary
from commissions.shipped_plans import shipped_plan
from network import public as network
from network.models import Member
from shop.models import Order
from tests.db.commissions.company import (
    CHECKER,
    CLERK,
    CLOSING,
    CO_OWNER,
    IN_MARCH,
    MARCH,
    OWNER,
    Till,
    draft,
    publish,
    take_back,
)

LATER = CLOSING + timedelta(hours=1)
Sold = dict[str, int]


def approved() -> RunSummary:
    run = draft()
    return commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)


def push(run: RunSummary, at: datetime = LATER) -> RunSummary:
    return commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=at)


def move(member_id: int, to: int, valid_from: date, at: datetime = LATER) -> None:
    network.change_sponsor(
        member_id=member_id,
        sponsor_code=Member.objects.get(pk=to).code,
        valid_from=valid_from,
        reason="agreed",
        actor=OWNER,
        approver=CO_OWNER,
        at=at,
    )


def late_member(sold: Sold, till: Till) -> None:
    joined = datetime(2026, 3, 20, 8, tzinfo=UTC)
    row = network.ImportedMember("dora", "dora", joined, "anna")
    network.import_members(source="tests", members=[row], recorded_at=LATER)


def moved_back_then(sold: Sold, till: Till) -> None:
    move(sold["cara"], sold["anna"], IN_MARCH)


def another_version(sold: Sold, till: Till) -> None:
    shipped = shipped_plan("quellmoos", "2026-01-01")
    document = shipped.document.replace(b"version         = 1", b"version         = 2")
    commissions.activate_plan(
        document=document.replace(b"2026-01-01\n", b"2026-03-01\n", 1),
        examples=shipped.examples.replace(b"2026-01", b"2026-03"),
        filename="",
        actor=OWNER,
        approver=CO_OWNER,
        at=LATER,
    )


def late_order(sold: Sold, till: Till) -> None:
    till.record(sold["cara"], cv="10", on=date(2026, 3, 30))


def taken_back(sold: Sold, till: Till) -> None:
    order_id = int(Order.objects.get(external_reference="o3").pk)
    take_back(order_id, cv="10", on=date(2026, 3, 30))


CHANGES = [
    (moved_back_then, "A status, sponsor, place or person of 2026-03"),
    (late_member, "A status, sponsor, place or person of 2026-03"),
    (another_version, "Another version of the plan"),
    (late_order, "1 orders of 2026-03"),
    (taken_back, "1 orders of 2026-03"),
]


@pytest.mark.parametrize(("change", "says"), CHANGES, ids=[each[0].__name__ for each in CHANGES])
def test_what_changed_since_asks_for_a_new_draft(
    till: Till, sold: Sold, change: Callable[[Sold, Till], None], says: str
) -> None:
    run = approved()
    change(sold, till)
    seen = commissions.closing(CHECKER, "quellmoos", MARCH, at=LATER)
    assert seen.is_outdated
    with pytest.raises(commissions.DraftOutdated, match=says), translation.override("en"):
        push(run)
    again = publish(at=CLOSING + timedelta(days=300))
    assert again.run_id != run.run_id


def test_a_move_of_a_later_day_is_no_news(sold: Sold) -> None:
    run = approved()
    move(sold["cara"], sold["anna"], CLOSING.date())
    assert not commissions.closing(CHECKER, "quellmoos", MARCH, at=LATER).is_outdated
    assert push(run).is_published


def test_a_member_who_left_after_the_period_changes_nothing(sold: Sold) -> None:
    run = approved()
    network.change_status(
        member_id=sold["cara"], status="terminated", reason="asked", actor=OWNER, at=LATER
    )
    assert push(run).is_published


def test_moved_away_and_back_is_no_news(sold: Sold) -> None:
    run = approved()
    move(sold["cara"], sold["anna"], IN_MARCH)
    move(sold["cara"], sold["bert"], IN_MARCH, at=LATER + timedelta(minutes=1))
    assert push(run, at=LATER + timedelta(hours=1)).is_published


def test_what_changes_nothing_in_the_end_can_be_drafted_and_published(sold: Sold) -> None:
    """A rank for somebody who joins later: the same picture, and still a draft that knows of it."""
    row = network.ImportedMember("late", "late", CLOSING, "anna")
    late = network.import_members(source="tests", members=[row])["late"]
    run = approved()
    award = commissions.NewAward("quellmoos", "teamleitung", valid_from=IN_MARCH)
    asked = commissions.request_award(
        member_id=late, award=award, reason="agreed", actor=CLERK, at=LATER
    )
    commissions.decide_award(award_id=asked, approves=True, reason="seen", actor=CHECKER, at=LATER)
    with pytest.raises(commissions.DraftOutdated):
        push(run, at=LATER + timedelta(hours=1))
    again = publish(at=LATER + timedelta(hours=2))
    assert (again.run_id != run.run_id, again.input_hash) == (True, run.input_hash)


def test_drafting_again_without_news_is_no_new_draft(sold: Sold) -> None:
    assert draft().run_id == draft(at=LATER).run_id
