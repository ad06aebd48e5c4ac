"""What a plan answers for itself."""

from __future__ import annotations

from datetime import date

import pytest

from commissions.engine.plan import Reserve
from commissions.engine.rule import ORDER_NET
from tests.unit.commissions.pictures import plan, rule, volume


@pytest.mark.parametrize(
    ("pv", "gv", "rank"),
    [
        (0, 0, "one"),
        (50_00, 299_99, "one"),
        (49_99, 300_00, "one"),
        (50_00, 300_00, "two"),
        (79_99, 9999_00, "two"),
        (80_00, 1000_00, "three"),
    ],
)
def test_both_volumes_decide_the_rank_on_both_sides_of_each_border(
    pv: int, gv: int, rank: str
) -> None:
    assert plan().rank_for(pv, gv) == rank


def test_a_plan_without_ranks_gives_none() -> None:
    assert plan(ranks=()).rank_for(10**9, 10**9) == ""


@pytest.mark.parametrize(
    ("value", "cv", "base"), [(100, 12_34, 12_34), (33, 1_50, 50), (50, 1, 1), (49, 1, 0)]
)
def test_points_become_money_half_up(value: int, cv: int, base: int) -> None:
    terms = plan(cv_value_minor=value)
    assert terms.base_minor(terms.rules[0], volume(1, cv=cv, net=999)) == base


def test_the_net_value_is_taken_as_it_is() -> None:
    terms = plan(rule(base=ORDER_NET))
    assert terms.base_minor(terms.rules[0], volume(1, cv=5, net=999)) == 999


@pytest.mark.parametrize(("days", "first"), [(14, date(2026, 3, 16)), (0, date(2026, 3, 2))])
def test_an_earning_vests_when_the_last_day_of_waiting_is_over(days: int, first: date) -> None:
    terms = plan(vests_after_days=days)
    assert terms.vests_on(date(2026, 3, 1), date(2026, 2, 27), "card") == first


@pytest.mark.parametrize(
    ("method", "first"), [("direct_debit", date(2026, 4, 25)), ("card", date(2026, 3, 16))]
)
def test_it_also_waits_for_a_payment_that_can_be_called_back(method: str, first: date) -> None:
    terms = plan(vests_after_payment={"direct_debit": 56, "card": 2})
    assert terms.vests_on(date(2026, 3, 1), date(2026, 2, 27), method) == first


@pytest.mark.parametrize(
    ("vested", "months", "released"),
    [
        (date(2026, 3, 16), 6, date(2026, 9, 16)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 31), 24, date(2028, 12, 31)),
    ],
)
def test_a_reserve_is_released_some_months_later(vested: date, months: int, released: date) -> None:
    assert Reserve(1000, months).release_on(vested) == released


@pytest.mark.parametrize(("amount", "kept"), [(6_00, 60), (1_05, 11), (4, 0)])
def test_a_reserve_keeps_its_share_half_up(amount: int, kept: int) -> None:
    assert Reserve(1000, 6).kept_minor(amount) == kept


def test_points_below_zero_leave_the_lowest_rank() -> None:
    assert plan().rank_for(-5_00, -100_00) == "one"
