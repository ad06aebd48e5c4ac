"""Rounding by position: what a member earns by one rule is exact, and rounded once."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.engine.facts import Earning, Picture
from commissions.engine.plan import Plan
from commissions.engine.positions import ROUNDED
from commissions.engine.settlement import settle
from core.rates import WHOLE_BP
from core.rounding import DOWN, HALF_EVEN, HALF_UP, UP, Rounding
from tests.unit.commissions.pictures import pictures, plan, plans, rounding, rule, star, volume

MODES = (HALF_UP, HALF_EVEN, DOWN, UP)


def paid(terms: Plan, picture: Picture) -> list[Earning]:
    return list(settle(terms, picture).lines)


def orders(*cents: int) -> Picture:
    """Draw a sponsor whose recruits each buy for so many cents, at 10% on the first level."""
    members, sponsors = star(len(cents) + 1)
    bought = [volume(number, net=net, pv=50_00) for number, net in enumerate(cents, start=2)]
    first = volume(1, pv=50_00)
    return Picture(members, sponsors, ("active",) * len(members), (first, *bought))


TEN_PERCENT = plan(rule(base="order.net", rates_bp=(1000,), depth_by_rank=None), ranks=())


@pytest.mark.parametrize(
    ("mode", "step", "position"),
    [
        (HALF_UP, 1, 3_70),  # exactly 3.702
        (UP, 1, 3_71),
        (HALF_UP, 5, 3_70),
        (UP, 5, 3_75),
        (DOWN, 50, 3_50),
        (HALF_EVEN, 1, 3_70),
    ],
)
def test_lines_and_their_difference_come_to_the_position(
    mode: str, step: int, position: int
) -> None:
    terms = rounding(TEN_PERCENT, Rounding(mode, step), by_position=True)
    lines = paid(terms, orders(12_34, 12_34, 12_34))
    assert [line.amount_minor for line in lines[:3]] == [1_23, 1_23, 1_23]
    assert sum(line.amount_minor for line in lines) == position
    for line in lines[3:]:
        assert (line.level, line.volume, line.base_minor) == (ROUNDED, None, 3_69)
        assert dict(line.facts) == {"lines": 3, "over": 12_000}


def test_what_is_less_than_half_a_cent_counts_in_its_position() -> None:
    each = rounding(TEN_PERCENT, Rounding(), by_position=False)
    together = rounding(TEN_PERCENT, Rounding(), by_position=True)
    assert paid(each, orders(4, 4, 4, 4, 4)) == []
    assert sum(line.amount_minor for line in paid(together, orders(4, 4, 4, 4, 4))) == 2


def test_a_step_holds_line_by_line_too() -> None:
    terms = rounding(TEN_PERCENT, Rounding(DOWN, 5), by_position=False)
    assert [line.amount_minor for line in paid(terms, orders(12_34, 0, 3_00))] == [1_20, 30]


@given(plans(), pictures(), st.sampled_from(MODES), st.sampled_from([1, 5, 100]))
def test_each_position_is_its_exact_sum_rounded_once(
    terms: Plan, picture: Picture, mode: str, step: int
) -> None:
    how = Rounding(mode, step)
    exact: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    found: dict[tuple[str, int], int] = defaultdict(int)
    for line in paid(rounding(terms, how, by_position=True), picture):
        found[line.rule_id, line.member_id] += line.amount_minor
        exact[line.rule_id, line.member_id] += Fraction(line.base_minor * line.rate_bp, WHOLE_BP)
    for place, amount in exact.items():
        assert found[place] == how.divide(amount.numerator, amount.denominator)


@given(plans(), pictures(), st.sampled_from(MODES))
def test_no_position_is_a_unit_off(terms: Plan, picture: Picture, mode: str) -> None:
    lines = paid(rounding(terms, Rounding(mode), by_position=True), picture)
    exact = (Fraction(line.base_minor * line.rate_bp, WHOLE_BP) for line in lines)
    total = sum(exact, Fraction(0))
    positions = len({(line.rule_id, line.member_id) for line in lines})
    assert abs(sum(line.amount_minor for line in lines) - total) <= positions
