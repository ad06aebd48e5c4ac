"""Publishing a run."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from commissions import public as commissions
from commissions.models import Run
from core import outbox
from core.errors import Denied
from core.models import OutboxEvent
from finance import public as finance
from finance.models import LedgerTransaction
from network import public as network
from shop.events import PartyClosed
from tests.db.commissions.company import (
    CHECKER,
    CLOSING,
    MARCH,
    OWNER,
    STRANGER,
    Till,
    draft,
    publish,
)

MAY = datetime(2026, 5, 1, 8, tzinfo=UTC)


def balance(member_id: int, name: str) -> int:
    return finance.balance_minor(f"member:{member_id}:{name}", "EUR")


def test_what_everybody_earned_is_owed_from_now_on(sold: dict[str, int]) -> None:
    run = publish()
    assert (run.state, run.published_by, run.is_new) == ("published", CHECKER.label, True)
    assert {name: balance(number, "pending") for name, number in sold.items()} == {
        "anna": 6_00,
        "bert": 15_00,
        "cara": 6_00,
    }
    assert finance.balance_minor("company:commission_cost", "EUR") == -27_00
    bookings = LedgerTransaction.objects.order_by("idempotency_key")
    assert [(x.idempotency_key, x.kind, x.effective_on, x.reference) for x in bookings] == [
        (f"run:{run.run_id}:member:{number}:earned", "commission.earned",
         date(2026, 3, 31), f"run:{run.run_id}")
        for number in sorted(sold.values())
    ]  # fmt: skip


def test_it_is_announced_once(sold: dict[str, int]) -> None:
    run = publish()
    event = OutboxEvent.objects.get(name="commissions.run_published")
    assert event.payload["run_id"] == run.run_id
    assert event.payload["plan_label"] == "quellmoos v1"
    assert event.payload["period_key"] == MARCH


def test_publishing_twice_changes_nothing(sold: dict[str, int]) -> None:
    run = publish()
    again = commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=MAY)
    assert (again.state, again.is_new, again.published_at) == ("published", False, CLOSING)
    assert LedgerTransaction.objects.count() == 3
    assert OutboxEvent.objects.filter(name="commissions.run_published").count() == 1


def test_drafting_a_published_period_again_changes_nothing(sold: dict[str, int]) -> None:
    run = publish()
    again = draft(at=MAY)
    assert (again.run_id, again.state, again.is_new) == (run.run_id, "published", False)
    assert Run.objects.count() == 1


def test_without_approval_nothing_is_published(sold: dict[str, int]) -> None:
    run = draft()
    with pytest.raises(commissions.NotApproved):
        commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    assert not LedgerTransaction.objects.exists()


def test_a_month_is_published_only_when_it_is_over_here(sold: dict[str, int]) -> None:
    """The last evening of March in UTC is April in Berlin."""
    run = draft()
    commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    too_early = datetime(2026, 3, 31, 21, 59, tzinfo=UTC)
    with pytest.raises(commissions.PeriodNotOver, match="2026-04-01"):
        commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=too_early)
    midnight = datetime(2026, 3, 31, 22, tzinfo=UTC)
    assert commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=midnight).is_published


def test_a_draft_from_before_the_month_was_over_is_never_published(
    till: Till, sold: dict[str, int]
) -> None:
    early = datetime(2026, 3, 20, 8, tzinfo=UTC)
    stale = draft(at=early)
    commissions.approve_run(run_id=stale.run_id, actor=CHECKER, at=early)
    with pytest.raises(commissions.DraftOutdated, match="before 2026-03 was over"):
        commissions.publish_run(run_id=stale.run_id, actor=CHECKER, at=CLOSING)
    fresh = publish()
    assert fresh.run_id != stale.run_id
    assert fresh.result_hash == stale.result_hash


def test_what_came_in_after_the_draft_asks_for_a_new_one(till: Till, sold: dict[str, int]) -> None:
    run = draft()
    commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    till.record(sold["cara"], cv="10", on=date(2026, 3, 30))
    with pytest.raises(commissions.DraftOutdated, match="1 orders of 2026-03"):
        commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    assert publish().volume_count == run.volume_count + 1


def test_a_draft_whose_ranks_go_on_from_another_run_has_to_be_made_again(
    till: Till, sold: dict[str, int]
) -> None:
    run = draft()
    commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    publish("2026-02")
    with pytest.raises(commissions.DraftOutdated, match="its ranks count"):
        commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    assert publish().is_published


def test_paid_orders_that_still_wait_in_the_outbox_hold_publishing_up(
    till: Till, sold: dict[str, int]
) -> None:
    till.sell(sold["cara"], cv="10", on=date(2026, 3, 30))
    OutboxEvent.objects.update(delivered_at=None)
    with pytest.raises(commissions.VolumeUnderway):
        publish()
    outbox.drain()
    assert publish().net_minor == 160_00


def test_a_closed_party_that_still_waits_in_the_outbox_holds_publishing_up(
    sold: dict[str, int],
) -> None:
    outbox.publish(PartyClosed(party_id=1, number=1, at=CLOSING))
    with pytest.raises(commissions.VolumeUnderway):
        publish()


def test_whoever_may_not_is_refused(sold: dict[str, int]) -> None:
    run = draft()
    commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    with pytest.raises(Denied):
        commissions.publish_run(run_id=run.run_id, actor=STRANGER, at=CLOSING)


def test_what_comes_after_publishing_counts_in_the_next_run(
    till: Till, sold: dict[str, int]
) -> None:
    publish()
    till.record(sold["cara"], cv="10", on=date(2026, 3, 30))
    with pytest.raises(commissions.PeriodPublished):
        draft(at=MAY)
    till.record(sold["cara"], cv="1", on=date(2026, 4, 10))
    april = publish("2026-04", at=MAY)
    assert (april.volume_count, april.net_minor) == (2, 11_00)
    assert publish("2026-05", at=datetime(2026, 6, 1, 8, tzinfo=UTC)).volume_count == 0
    assert draft(at=MAY).is_published


def test_a_late_order_counts_once_even_if_two_runs_were_drafted_with_it(
    till: Till, sold: dict[str, int]
) -> None:
    publish()
    till.record(sold["cara"], cv="10", on=date(2026, 3, 30))
    june = datetime(2026, 6, 1, 8, tzinfo=UTC)
    may = draft("2026-05", at=june)
    commissions.approve_run(run_id=may.run_id, actor=CHECKER, at=june)
    assert publish("2026-04", at=june).volume_count == 1
    with pytest.raises(commissions.CountedElsewhere):
        commissions.publish_run(run_id=may.run_id, actor=CHECKER, at=june)
    assert publish("2026-05", at=june).volume_count == 0


def test_orders_from_before_the_plan_never_count(till: Till, line: dict[str, int]) -> None:
    till.record(line["cara"], cv="10", on=date(2025, 12, 31))
    assert publish("2026-01").volume_count == 0
    assert publish("2026-02").volume_count == 0


def test_an_unpublished_month_is_not_swallowed_by_the_next(
    till: Till, line: dict[str, int]
) -> None:
    till.record(line["cara"], cv="10", on=date(2026, 2, 10))
    assert publish(MARCH).volume_count == 0
    assert publish("2026-02").volume_count == 1


def test_one_published_run_for_each_plan_and_period(sold: dict[str, int]) -> None:
    run = Run.objects.get(pk=publish().run_id)
    run.pk = None
    with pytest.raises(IntegrityError, match="run_published_once"), transaction.atomic():
        run.save(force_insert=True)


@pytest.mark.parametrize("change", [{"state": "discarded"}, {"published_by": "x"}])
def test_a_published_run_never_changes(sold: dict[str, int], change: dict[str, str]) -> None:
    run = publish()
    with pytest.raises(DatabaseError), transaction.atomic():
        Run.objects.filter(pk=run.run_id).update(**change)


def test_statements_go_to_everybody_who_may_earn_or_did(till: Till, sold: dict[str, int]) -> None:
    run = publish()
    assert commissions.statement_rows(run.run_id) == [
        (f"member:{sold['anna']}", 6_00),
        (f"member:{sold['bert']}", 15_00),
        (f"member:{sold['cara']}", 6_00),
    ]
    empty = publish("2026-04", at=MAY)
    assert [amount for _payee, amount in commissions.statement_rows(empty.run_id)] == [0, 0, 0]


def test_a_member_who_has_left_and_earned_nothing_gets_no_statement(
    till: Till, line: dict[str, int]
) -> None:
    leaving = datetime(2026, 3, 5, 8, tzinfo=UTC)
    network.change_status(
        member_id=line["cara"], status="terminated", reason="left", actor=OWNER, at=leaving
    )
    rows = commissions.statement_rows(publish().run_id)
    assert [payee for payee, _amount in rows] == [
        f"member:{line['anna']}",
        f"member:{line['bert']}",
    ]


def test_titles_are_told_when_they_change(till: Till, line: dict[str, int]) -> None:
    everybody = sorted(line.values())
    first = publish("2026-01")
    assert commissions.titles_of(first.run_id) == [
        (number, "partner", "partner") for number in everybody
    ]
    till.record(line["anna"], pv="1000", on=date(2026, 2, 10))
    second = publish("2026-02")
    assert commissions.titles_of(second.run_id) == [(line["anna"], "teamleitung", "teamleitung")]
    grace = publish(MARCH)
    assert commissions.titles_of(grace.run_id) == []
    fallen = publish("2026-04", at=MAY)
    assert commissions.titles_of(fallen.run_id) == [(line["anna"], "teamleitung", "partner")]
