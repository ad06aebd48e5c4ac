"""What a plan document says about ranks over time and late postings."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from commissions.document.plan_document import read_plan
from commissions.document.plan_examples import check_plan_text, read_examples
from commissions.document.plan_rejected import PlanRejected
from commissions.engine.plan import Plan, RankRules
from commissions.shipped_plans import shipped_plan
from tests.unit.commissions.test_plan_document import WITHOUT_RANKS, changed, rejected

SHIPPED = shipped_plan("quellmoos", "2026-01-01")
GRACE, DEMOTION = 'grace    = "1 period"', 'demotion = "to_earned"'
PAYS = 'rank_for_pay    = "this_period"'
ROUNDS = 'rounding        = "half_up_per_line"'
TWO_MONTHS = '''
[[example]]
name = "a weak month is forgiven"
[[example.period]]
tree = """
anna 80 PV
  bert 920 PV
"""
pays = {}
ranks = { anna = "teamleitung" }
[[example.period]]
tree = """
bert
anna 80 PV
"""
pays = {}
ranks = { anna = "teamleitung", bert = "partner" }
earned_ranks = { anna = "partner" }
titles = { anna = "teamleitung" }
'''


def read(*changes: tuple[str, str]) -> Plan:
    text = SHIPPED.document.decode()
    for find, put in changes:
        text = changed(find, put, text=text)
    return read_plan(text.encode(), "")


def test_rank_rules_are_read() -> None:
    assert read().rank_rules == RankRules(1, "to_earned")
    assert read((GRACE, 'grace = "3 periods"')).rank_rules.grace_periods == 3
    assert read((GRACE, ""), (DEMOTION, 'demotion = "never"')).rank_rules.demotion == "never"
    assert read((PAYS, 'rank_for_pay = "last_period"')).rank_for_pay == "last_period"


def test_without_ranks_there_are_no_rules_for_them() -> None:
    assert read_plan(WITHOUT_RANKS.encode(), "").rank_rules == RankRules()


@pytest.mark.parametrize(
    ("find", "put", "key", "reason"),
    [
        (GRACE, "", "rank_rules.grace", "missing"),
        (GRACE, "grace = 1", "rank_rules.grace", "bare number"),
        (GRACE, 'grace = "1 month"', "rank_rules.grace", "number of periods"),
        (DEMOTION, 'demotion = "never"', "rank_rules.grace", "no effect"),
        (DEMOTION, 'demotion = "slowly"', "rank_rules.demotion", "not supported"),
        (DEMOTION, "", "rank_rules.demotion", "missing"),
        ('title    = "highest_paid"', "", "rank_rules.title", "missing"),
        (PAYS, 'rank_for_pay = "some_period"', "rank_for_pay", "not supported"),
        (ROUNDS, ROUNDS + '\nlate_posting = "0 days"', "late_posting", "no effect"),
        (ROUNDS, ROUNDS + "\nlate_posting = 3", "late_posting", "bare number"),
    ],
)
def test_what_says_nothing_or_too_much_is_refused(
    find: str, put: str, key: str, reason: str
) -> None:
    refused = rejected(changed(find, put))
    assert refused.key == key
    assert reason in str(refused.reason)


def test_rank_rules_need_ranks() -> None:
    refused = rejected(WITHOUT_RANKS + '[rank_rules]\ndemotion = "never"\ntitle = "highest_paid"\n')
    assert (refused.key, "no effect" in str(refused.reason)) == ("rank_rules", True)


@pytest.mark.parametrize(("late", "day"), [("", 1), ('\nlate_posting = "3 days"', 4)])
def test_a_period_closes_when_its_late_postings_are_over(late: str, day: int) -> None:
    plan = read((ROUNDS, ROUNDS + late))
    assert plan.closes_on(date(2026, 4, 1)) == date(2026, 4, day)


def test_an_example_of_several_periods_carries_ranks_by_name() -> None:
    report = check_plan_text(SHIPPED.document, TWO_MONTHS.encode(), "")
    assert [result.differences for result in report.results] == [()]
    hasty = SHIPPED.document.replace(b'"1 period"', b'"0 periods"')
    with translation.override("en"):
        broken = check_plan_text(hasty, TWO_MONTHS.encode(), "").results[0].differences
    assert broken == ("Period 2: anna is paid by the rank partner, promised is teamleitung.",)


@pytest.mark.parametrize(
    ("find", "put", "says"),
    [
        (
            'earned_ranks = { anna = "partner" }',
            'earned_ranks = { anna = "direktion" }',
            "Period 2: anna reaches the rank partner, promised is direktion.",
        ),
        (
            'titles = { anna = "teamleitung" }',
            'titles = { bert = "teamleitung" }',
            "Period 2: bert has the title partner, promised is teamleitung.",
        ),
    ],
)
def test_what_differs_names_the_period(find: str, put: str, says: str) -> None:
    examples = TWO_MONTHS.replace(find, put)
    with translation.override("en"):
        report = check_plan_text(SHIPPED.document, examples.encode(), "")
    assert report.results[0].differences == (says,)


@pytest.mark.parametrize(
    ("find", "put", "key"),
    [
        ("[[example.period]]", 'tree = "anna"\n[[example.period]]', "tree"),
        ("pays = {}", "", "period[1].pays"),
        ('bert = "partner"', 'otto = "partner"', "period[2].ranks.otto"),
    ],
)
def test_a_period_is_as_strict_as_an_example(find: str, put: str, key: str) -> None:
    with pytest.raises(PlanRejected) as caught:
        read_examples(read(), TWO_MONTHS.replace(find, put, 1).encode())
    assert caught.value.key == f"example[a weak month is forgiven].{key}"
