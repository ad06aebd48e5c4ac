"""A weekly and a monthly plan side by side: both read the same orders, each settles for itself."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from commissions import public as commissions
from core import outbox
from finance import public as finance
from network import public as network
from tests.db.commissions.company import (
    CLERK,
    CLOSING,
    CO_OWNER,
    FOUNDED,
    MARCH,
    OWNER,
    Till,
    draft,
    partner,
    publish,
)
from tests.unit.commissions.test_plan_document import WITHOUT_RANKS

WEEK = "2026-W11"  # 9 to 15 March
AFTER_THE_WEEK = datetime(2026, 3, 16, 8, tzinfo=UTC)
EXAMPLES = b'''
[[example]]
name = "five percent of the net value"
tree = """
anna
  bert buys 100.00 EUR
"""
pays = { anna = "5.00 EUR" }
'''


@pytest.fixture
def both(till: Till, line: dict[str, int]) -> dict[str, int]:
    """Sign a weekly plan beside the monthly one; cara buys in two weeks of March."""
    commissions.activate_plan(
        document=WITHOUT_RANKS.encode(),
        examples=EXAMPLES,
        filename="",
        actor=OWNER,
        approver=CO_OWNER,
        at=FOUNDED,
    )
    till.record(line["bert"], pv="60")
    till.record(line["cara"], pv="80", cv="100", on=date(2026, 3, 10))
    till.record(line["cara"], pv="80", cv="200", on=date(2026, 3, 17))
    return line


def pending(member_id: int) -> int:
    return finance.balance_minor(f"member:{member_id}:pending", "EUR")


def test_each_plan_pays_its_own_periods_from_the_same_orders(both: dict[str, int]) -> None:
    week = publish(WEEK, plan="flat", at=AFTER_THE_WEEK)
    assert (week.volume_count, week.net_minor, week.earned_minor) == (2, 100_00, 5_00)
    month = publish(MARCH, at=CLOSING)
    assert (month.volume_count, month.net_minor, month.earned_minor) == (3, 300_00, 36_00)
    next_week = publish("2026-W12", plan="flat", at=CLOSING)
    assert (next_week.volume_count, next_week.earned_minor) == (1, 10_00)
    assert pending(both["bert"]) == 5_00 + 36_00 + 10_00


def test_a_week_is_closed_by_its_own_plan_only(both: dict[str, int]) -> None:
    for period, plan in ((WEEK, "quellmoos"), (MARCH, "flat")):
        with pytest.raises(commissions.WrongPeriod):
            draft(period, plan=plan)
    found = commissions.closing(CLERK, "flat", WEEK, at=AFTER_THE_WEEK)
    assert (found.starts_on, found.closes_on, found.is_closed) == (
        date(2026, 3, 9), date(2026, 3, 16), True,
    )  # fmt: skip
    assert found.volume_date == "placed"
    due = {(each.plan_code, each.period_key) for each in commissions.due_periods(CLERK, at=CLOSING)}
    assert {("flat", WEEK), ("quellmoos", MARCH)} <= due


def test_a_week_is_compared_with_the_week_before(both: dict[str, int]) -> None:
    publish(WEEK, plan="flat", at=AFTER_THE_WEEK)
    publish(MARCH, at=CLOSING)
    found = commissions.compare_runs(CLERK, draft("2026-W12", plan="flat").run_id)
    assert found.other is not None
    assert found.other.period_key == WEEK
    assert [(row.amount.before_minor, row.amount.now_minor) for row in found.members.items] == [
        (5_00, 10_00)
    ]


def test_ranks_and_titles_are_those_of_the_plan_that_has_them(both: dict[str, int]) -> None:
    publish(WEEK, plan="flat", at=AFTER_THE_WEEK)
    publish(MARCH, at=CLOSING)
    outbox.drain()
    assert commissions.rank_names_on(date(2026, 3, 20))[0][0] == "partner"
    assert network.title_of(both["bert"]) == "partner"
    titles = network.title_history(both["bert"])
    assert [title.period_key for title in titles] == [MARCH]


@pytest.mark.parametrize("is_published", [False, True])
def test_a_months_figures_are_the_monthly_plans(both: dict[str, int], is_published: bool) -> None:
    if is_published:
        publish(WEEK, plan="flat", at=AFTER_THE_WEEK)
        publish(MARCH, at=CLOSING)
    seen = commissions.dashboard(partner(both["bert"]), both["bert"], MARCH, at=CLOSING)
    assert (seen.plan_label, seen.rank, seen.gv_minor) == ("quellmoos v1", "partner", 220_00)
    week = commissions.dashboard(partner(both["bert"]), both["bert"], WEEK, at=CLOSING)
    assert (week.plan_label, week.rank, week.card) == ("flat v1", "", None)
