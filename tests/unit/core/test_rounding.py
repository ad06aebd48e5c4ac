"""The one rounding function, and splitting without loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvariantBroken
from core.rounding import (
    DOWN,
    HALF_EVEN,
    HALF_UP,
    KEPT,
    MODES,
    UP,
    Rounding,
    round_half_up,
    split_by_weights,
)

WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (5, 3, 2), (0, 7, 0), (249, 100, 2), (250, 100, 3)],
)
def test_a_half_goes_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert round_half_up(numerator, denominator) == rounded


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**6))
def test_it_is_never_off_by_more_than_half_a_unit(numerator: int, denominator: int) -> None:
    error = numerator - round_half_up(numerator, denominator) * denominator
    assert 2 * abs(error) <= denominator


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_a_reversal_mirrors_its_original(numerator: int, denominator: int) -> None:
    assert round_half_up(-numerator, denominator) == -round_half_up(numerator, denominator)


def test_a_denominator_must_be_positive() -> None:
    with pytest.raises(InvariantBroken):
        round_half_up(1, 0)


@given(st.integers(-(10**12), 10**12), WEIGHTS)
def test_parts_add_up_to_the_total(total: int, weights: list[int]) -> None:
    assert sum(split_by_weights(total, weights)) == total


@given(st.integers(0, 10**12), WEIGHTS)
def test_no_part_is_a_whole_unit_off_its_share(total: int, weights: list[int]) -> None:
    used = weights if any(weights) else [1] * len(weights)
    for part, weight in zip(split_by_weights(total, weights), used, strict=True):
        assert abs(part * sum(used) - total * weight) < sum(used)


def test_the_earlier_position_wins_a_tie() -> None:
    assert split_by_weights(100, [1, 1, 1]) == [34, 33, 33]


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_nothing_or_negative_weights_are_our_bug(weights: list[int]) -> None:
    with pytest.raises(InvariantBroken):
        split_by_weights(1, weights)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (HALF_UP, [0, 5, 10, 15, 15]),
        (HALF_EVEN, [0, 0, 10, 10, 15]),
        (DOWN, [0, 0, 5, 10, 10]),
        (UP, [5, 5, 10, 15, 15]),
        (KEPT, [5, 5, 10, 15, 15]),
    ],
)
def test_each_mode_rounds_to_steps(mode: str, expected: list[int]) -> None:
    tenths = [1, 25, 75, 125, 140]
    assert [Rounding(mode, 5).divide(each, 10) for each in tenths] == expected
    assert [Rounding(mode, 5).divide(-each, 10) for each in tenths] == [-each for each in expected]


@given(st.sampled_from(MODES), st.integers(1, 500), st.integers(-(10**12), 10**12))
def test_whole_steps_stay(mode: str, step: int, steps: int) -> None:
    assert Rounding(mode, step).divide(steps * step * 7, 7) == steps * step


@given(
    st.sampled_from(MODES),
    st.integers(1, 500),
    st.integers(-(10**15), 10**15),
    st.integers(1, 10**6),
)
def test_no_mode_is_a_whole_step_off(mode: str, step: int, numerator: int, whole: int) -> None:
    found = Rounding(mode, step).divide(numerator, whole)
    assert found % step == 0
    assert abs(numerator - found * whole) < step * whole


def test_a_rounding_needs_a_denominator() -> None:
    with pytest.raises(InvariantBroken):
        Rounding().divide(1, 0)
