"""Where the settlement of a period stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from commissions import public as commissions
from commissions.shipped_plans import shipped_plan
from core.errors import Denied
from core.models import OutboxEvent
from tests.db.commissions.company import (
    CHECKER,
    CLERK,
    CLOSING,
    CO_OWNER,
    FOUNDED,
    MARCH,
    OWNER,
    STRANGER,
    Till,
    draft,
    enrol,
    found_company,
    publish,
)

IN_TIME = datetime(2026, 3, 20, 8, tzinfo=UTC)
MAY = datetime(2026, 5, 1, 8, tzinfo=UTC)


def look(at: datetime = CLOSING, period: str = MARCH) -> commissions.Closing:
    return commissions.closing(CLERK, "quellmoos", period, at=at)


def sign_with(*changes: tuple[bytes, bytes]) -> None:
    """Sign the shipped plan, changed as wished."""
    shipped = shipped_plan("quellmoos", "2026-01-01")
    document, examples = shipped.document, shipped.examples
    for find, put in changes:
        assert find in document
        document = document.replace(find, put, 1)
    commissions.activate_plan(
        document=document,
        examples=examples,
        filename="",
        actor=OWNER,
        approver=CO_OWNER,
        at=FOUNDED,
    )


def test_before_there_is_a_run_it_says_when_the_period_closes(sold: dict[str, int]) -> None:
    early, late = look(IN_TIME), look()
    assert (early.is_over, early.is_closed, early.run) == (False, False, None)
    assert (late.is_over, late.is_closed, late.closes_on) == (True, True, date(2026, 4, 1))
    assert (late.plan_label, late.volume_date, late.history) == ("quellmoos v1", "paid", ())


def test_a_draft_tells_what_keeps_it_from_being_published(till: Till, sold: dict[str, int]) -> None:
    draft(at=IN_TIME)
    assert look().is_premature
    draft()
    assert look().may_be_published
    till.record(sold["cara"], cv="10")
    assert (look().behind, look().is_outdated) == (1, True)
    draft()
    publish("2026-02")
    assert (look().ranks_moved, look().may_be_published) == (True, False)


def test_paid_orders_on_their_way_are_counted(till: Till, sold: dict[str, int]) -> None:
    draft()
    till.sell(sold["cara"], cv="10")
    OutboxEvent.objects.update(delivered_at=None)
    assert look().waiting > 0
    assert not look().may_be_published


def test_every_step_is_told_with_who_took_it(till: Till, sold: dict[str, int]) -> None:
    draft(at=IN_TIME)
    run = publish()
    found = look()
    assert [(step.step, step.by) for step in found.history] == [
        ("published", CHECKER.label),
        ("approved", CHECKER.label),
        ("drafted", CLERK.label),
        ("discarded", CLERK.label),
        ("drafted", CLERK.label),
    ]
    assert found.run is not None
    assert (found.run.run_id, found.run.is_published) == (run.run_id, True)


def test_who_drafted_is_told(sold: dict[str, int]) -> None:
    draft()
    assert look().is_own_draft
    assert not commissions.closing(CHECKER, "quellmoos", MARCH, at=CLOSING).is_own_draft


@pytest.mark.django_db
def test_late_postings_keep_a_period_open_and_count_in_it() -> None:
    found_company()
    sign_with((b"tree_as_of", b'late_posting = "3 days"\ntree_as_of'))
    till, line = Till(), enrol({"anna": None})
    till.record(line["anna"], pv="60")
    run = draft()
    commissions.approve_run(run_id=run.run_id, actor=CHECKER, at=CLOSING)
    assert (look().is_over, look().is_closed, look().late_days) == (True, False, 3)
    last_evening = datetime(2026, 4, 3, 21, 59, tzinfo=UTC)
    with pytest.raises(commissions.PeriodNotOver, match="2026-04-04"):
        commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=last_evening)
    till.record(line["anna"], pv="60", on=date(2026, 3, 31))
    midnight = last_evening + timedelta(minutes=1)
    with pytest.raises(commissions.DraftOutdated):
        commissions.publish_run(run_id=run.run_id, actor=CHECKER, at=midnight)
    assert publish(at=midnight).volume_count == 2


def test_periods_nothing_is_published_for_are_due(till: Till, sold: dict[str, int]) -> None:
    publish()
    april = draft("2026-04", at=MAY)
    due = commissions.due_periods(CLERK, at=MAY)
    assert [(each.period_key, each.is_closed) for each in due] == [
        ("2026-01", True), ("2026-02", True), ("2026-04", True), ("2026-05", False),
    ]  # fmt: skip
    assert [each.run.run_id for each in due if each.run] == [april.run_id]


def test_earners_are_told_the_highest_first(sold: dict[str, int]) -> None:
    run = draft()
    earners = commissions.earners_of(CLERK, run.run_id)
    assert earners == (sold["bert"], sold["anna"], sold["cara"])
    assert commissions.earners_of(CLERK, run.run_id, most=1) == (sold["bert"],)


def test_it_costs_few_statements_and_no_more_with_more(
    till: Till, sold: dict[str, int], django_assert_num_queries: object
) -> None:
    draft()
    look()
    with django_assert_num_queries(17):  # type: ignore[operator]
        look()
    till.record(sold["cara"], cv="10")
    draft()
    with django_assert_num_queries(17):  # type: ignore[operator]
        look()
    with django_assert_num_queries(3):  # type: ignore[operator]
        commissions.due_periods(CLERK, at=MAY)


def test_it_is_nobodys_business_but_finances(sold: dict[str, int]) -> None:
    run = draft()
    for read in (
        lambda: commissions.closing(STRANGER, "quellmoos", MARCH, at=CLOSING),
        lambda: commissions.due_periods(STRANGER, at=CLOSING),
        lambda: commissions.earners_of(STRANGER, run.run_id),
    ):
        with pytest.raises(Denied):
            read()
