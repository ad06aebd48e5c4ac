"""Leg rules: three meanings of "one leg may not carry it alone"."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.engine.leg_rules import (
    EXTRA_CAPPED,
    EXTRA_UNCAPPED,
    LEG_SHARE,
    NOT_COUNTED,
    REQUIREMENT_CAP,
    TOTAL_SHARE,
    LegRule,
    leg_share,
    requirement_cap,
    total_share,
)

HALF = 50_00


@pytest.mark.parametrize(
    ("legs", "counted"),
    [([8300, 400, 3000], 9400), ([600] * 20, 12000), ([], 0), ([12000], 6000)],
)
def test_a_requirement_of_12000_counts_each_leg_up_to_half_of_it(
    legs: list[int], counted: int
) -> None:
    assert requirement_cap(legs, HALF, 12000) == counted


def test_the_strongest_leg_counts_half_of_itself() -> None:
    assert leg_share([8300, 400, 3000], HALF) == 4150 + 3400
    assert leg_share([500, 500], HALF) == 750


@pytest.mark.parametrize(
    ("legs", "beside", "share_bp", "counted"),
    [
        ([8300, 400, 3000], 0, HALF, 6800),
        ([7000, 6500], 0, HALF, 13000),
        ([9000, 1000], 0, 60_00, 2500),
        ([1000], 0, HALF, 0),
        ([1000], 200, HALF, 400),
        ([100, 100, 100], 0, 30_00, 0),
        ([100, 100, 100, 100], 0, 25_00, 400),
        ([500, 300, 100, 100, 100], 0, 25_00, 600),
    ],
)
def test_no_leg_is_more_than_its_share_of_what_is_counted(
    legs: list[int], beside: int, share_bp: int, counted: int
) -> None:
    assert total_share(legs, beside, share_bp) == counted


@pytest.mark.parametrize(
    ("own_counts", "counted"), [(EXTRA_UNCAPPED, 1700), (EXTRA_CAPPED, 1500), (NOT_COUNTED, 1000)]
)
def test_own_volume_counts_whole_like_a_leg_or_not_at_all(own_counts: str, counted: int) -> None:
    assert LegRule(REQUIREMENT_CAP, HALF, own_counts).counted([900, 500], 700, 1000) == counted


def test_a_leg_below_zero_counts_as_nothing() -> None:
    assert LegRule(LEG_SHARE, HALF, EXTRA_UNCAPPED).counted([-300, 400], -50, 1) == 200


LEGS = st.lists(st.integers(0, 10_000), max_size=8)
SHARES = st.integers(1, 99_99)


@given(LEGS, st.integers(0, 5_000), SHARES)
def test_the_total_is_the_largest_fixpoint(legs: list[int], beside: int, share_bp: int) -> None:
    share = Fraction(share_bp, 100_00)

    def limited(total: Fraction) -> Fraction:
        return beside + sum((min(Fraction(leg), share * total) for leg in legs), Fraction(0))

    found = total_share(legs, beside, share_bp)
    assert limited(Fraction(found)) >= found
    assert limited(Fraction(found + 1)) < found + 1


@given(LEGS, st.integers(0, 5_000), SHARES, st.integers(1, 30_000))
def test_a_cap_of_the_requirement_and_of_the_total_are_passed_by_the_same_members(
    legs: list[int], own: int, share_bp: int, required: int
) -> None:
    for counts in (EXTRA_UNCAPPED, EXTRA_CAPPED, NOT_COUNTED):
        reached = [
            LegRule(meaning, share_bp, counts).counted(legs, own, required) >= required
            for meaning in (REQUIREMENT_CAP, TOTAL_SHARE)
        ]
        assert reached[0] == reached[1]


@given(LEGS, st.integers(0, 7), st.integers(1, 5_000), SHARES, st.integers(1, 30_000))
def test_more_volume_never_counts_less(
    legs: list[int], place: int, more: int, share_bp: int, required: int
) -> None:
    grown = [leg + more * (number == place) for number, leg in enumerate(legs)]
    for meaning in (REQUIREMENT_CAP, LEG_SHARE, TOTAL_SHARE):
        rule = LegRule(meaning, share_bp, EXTRA_CAPPED)
        assert rule.counted(grown, 10, required) >= rule.counted(legs, 10, required)
