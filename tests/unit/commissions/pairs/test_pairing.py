"""Three ways to match two sides."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.kinds.binary.pairing import Cycles, Pairing, Sides
from commissions.kinds.by_rank import EVERYBODY
from tests.unit.commissions.pairs.placed import cycles, drawn_pairing, steps, weak_side
from tests.unit.commissions.pictures import SEEDS

AMOUNTS = st.integers(0, 3_000_00)


def points(left: int, right: int) -> Sides:
    return Sides(left * 100, right * 100)


def matched(pairing: Pairing, left: int, right: int) -> tuple[int, tuple[float, float]]:
    """Return the pay in cents, and what is left of both sides in points."""
    sides = points(left, right)
    units = pairing.most_units(sides)
    rest = sides.less(pairing.used(sides, units))
    return pairing.pay(units, "one").amount_minor, (rest.left / 100, rest.right / 100)


def test_a_rate_is_paid_of_the_weaker_side() -> None:
    assert matched(weak_side(), 3500, 2500) == (250_00, (1000, 0))


def test_two_to_one_takes_twice_as_much_from_the_stronger_side() -> None:
    two_to_one = weak_side(strong_part=2)
    assert matched(two_to_one, 3500, 2500) == (175_00, (0, 750))
    assert matched(two_to_one, 500, 2500) == (50_00, (0, 1500))


def test_only_whole_pairs_are_matched() -> None:
    assert matched(weak_side(pairs_of=100_00), 399, 350) == (30_00, (99, 50))


def test_points_are_worth_what_the_rule_says() -> None:
    assert matched(weak_side(point_value_minor=33), 5, 5) == (17, (0, 0))


def test_the_weaker_side_is_sought_again_after_each_cycle() -> None:
    """260 and 200 with 200 + 100: one cycle leaves 60 and 100, which holds no second one."""
    assert matched(cycles(200, 100), 260, 200) == (20_00, (60, 100))
    assert matched(cycles(200, 100), 700, 500) == (80_00, (0, 0))


def test_cycles_of_equal_parts_are_the_weaker_sides() -> None:
    assert matched(cycles(300, 300), 1000, 650) == (40_00, (400, 50))


@pytest.mark.parametrize(("tie", "left"), [("right", (0, 100)), ("left", (100, 0))])
def test_of_equal_sides_the_plan_says_which_is_the_weaker(tie: str, left: tuple[int, int]) -> None:
    assert matched(cycles(200, 100, tie=tie), 200, 200) == (20_00, left)


def test_the_largest_step_that_both_sides_reach_pays() -> None:
    """3,500 and 2,500 with a step of 2,000: it pays 400 and leaves 1,500 and 500."""
    ladder = steps((1000, 150), (2000, 400), (5000, 1000))
    assert matched(ladder, 3500, 2500) == (400_00, (1500, 500))
    assert matched(ladder, 999, 9000) == (0, (999, 9000))


def one_by_one(pairing: Cycles, sides: Sides, most: int) -> tuple[int, list[int]]:
    """Run cycles as the words say."""
    left, done = list(sides), 0
    while done < most:
        tie = left[0] == left[1]
        strong = (pairing.weak_at_tie == "left") if tie else left[1] > left[0]
        if left[strong] < pairing.strong_part or left[not strong] < pairing.weak_part:
            break
        left[strong] -= pairing.strong_part
        left[not strong] -= pairing.weak_part
        done += 1
    return done, left


@settings(max_examples=400)
@given(
    AMOUNTS, AMOUNTS, st.integers(1, 400_00), st.integers(0, 300_00), st.sampled_from("lr"),
    st.integers(0, 200),
)  # fmt: skip
def test_counted_cycles_are_those_run_one_by_one(
    left: int, right: int, weak: int, more: int, tie: str, limit: int
) -> None:
    weak = max(weak, 1_000)
    pairing = Cycles({"l": "left", "r": "right"}[tie], {EVERYBODY: 1}, weak + more, weak)
    sides = Sides(left, right)
    units, _rest = one_by_one(pairing, sides, 10**9)
    assert pairing.most_units(sides) == units
    done, rest = one_by_one(pairing, sides, min(limit, units))
    assert list(sides.less(pairing.used(sides, done))) == rest


@given(SEEDS, AMOUNTS, AMOUNTS, st.integers(0, 400_00))
def test_nothing_is_used_that_is_not_there_and_less_pays_no_more(
    seed: int, left: int, right: int, most: int
) -> None:
    pairing, sides = drawn_pairing(Random(seed)), Sides(left, right)
    units = pairing.most_units(sides)
    fewer = pairing.limited(units, most)
    assert min(sides.less(pairing.used(sides, units))) >= 0
    assert 0 <= fewer <= min(units, most)
    used, less = pairing.used(sides, units), pairing.used(sides, fewer)
    assert min(used.less(less)) >= 0
    assert pairing.pay(fewer, "two").amount_minor <= pairing.pay(units, "two").amount_minor


@given(SEEDS, AMOUNTS, AMOUNTS, st.integers(1, 500_00))
def test_units_that_a_limit_pays_are_enough_for_it(
    seed: int, left: int, right: int, limit: int
) -> None:
    pairing = drawn_pairing(Random(seed))
    units = pairing.most_units(Sides(left, right))
    if pairing.pay(units, "three").amount_minor <= limit:
        return
    enough = pairing.units_paid_by(limit, units, "three")
    assert 0 < enough <= units
    assert pairing.pay(enough, "three").amount_minor >= limit - 1
