"""Persons with several positions: what they share, and what they get once."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.arrays.columns import minor
from commissions.arrays.persons import person_rows
from commissions.arrays.persons import together as rows_together
from commissions.arrays.picture import from_picture
from commissions.engine.facts import Earning, Held, Picture
from commissions.engine.persons import kept_within, persons_of, together
from commissions.engine.settlement import settle
from commissions.kinds.by_rank import EVERYBODY
from core.periods import Period
from tests.unit.commissions.drawn import paid, tree
from tests.unit.commissions.pairs.placed import binary, steps, weak_side
from tests.unit.commissions.pairs.test_titles import bonus, car
from tests.unit.commissions.pictures import SEEDS, plan, volume
from tests.unit.commissions.test_caps import capped, member_cap

# Bert earns 33.00 and anna 15.00 before any limit.
TREE = """
anna person kim 60 PV
  bert person kim 60 PV
    cara buys 100 CV
    dora buys 200 CV
"""
# 3,000 points on the weaker side of both anna and bert; cara and dora hold nothing.
CENTRES = """
anna person kim
  bert at anna left person kim
    cara at bert left 3000 PV
    dora at bert right 4000 PV
  eric at anna right 3000 PV
"""


def test_positions_of_a_person_are_known_by_the_lowest_one_that_is_there() -> None:
    members = (11, 12, 13, 14, 15)
    assert persons_of(members, [(15, 7), (12, 7), (14, 9), (3, 9)]) == (11, 12, 13, 14, 12)
    assert persons_of(members, [(15, 7), (3, 7)]) == ()
    shared = together(
        Picture(members, (None,) * 5, ("active",) * 5, (), persons=(11, 12, 13, 14, 12))
    )
    assert shared == {12: (12, 15), 15: (12, 15)}


@given(SEEDS, st.integers(0, 30))
def test_columns_know_the_same_persons(seed: int, size: int) -> None:
    random = Random(seed)
    members = tuple(sorted(random.sample(range(100), size)))
    belongs = [
        (each, random.randrange(9)) for each in random.sample(range(100), random.randrange(40))
    ]
    persons = persons_of(members, belongs)
    picture = Picture(members, (None,) * size, ("active",) * size, (), persons=persons)
    columns = from_picture(picture)
    found = person_rows(
        columns.member_ids,
        minor([each for each, _one in belongs]),
        minor([one for _each, one in belongs]),
    )
    assert (found is None) == (persons == ())
    if found is not None:
        assert np.array_equal(found, columns.persons)
    by_row = [tuple(members[row] for row in each) for each in rows_together(columns)]
    assert sorted(by_row) == sorted(set(together(picture).values()))


def test_the_limit_is_shared_in_proportion_to_the_cent() -> None:
    assert kept_within(5_000, [3_000, 3_000]) == [2_500, 2_500]
    assert kept_within(100, [100, 100, 100]) == [34, 33, 33]
    assert kept_within(100, [-20, 200]) == [-20, 120]
    assert kept_within(0, [5, 0]) == [0, 0]
    assert kept_within(300, [100, 200]) == [100, 200]


@given(st.lists(st.integers(-500, 1000), min_size=1, max_size=9), st.integers(0, 2000))
def test_after_the_limit_is_left_the_smaller_of_sum_and_limit(
    earned: list[int], limit: int
) -> None:
    kept = kept_within(limit, earned)
    assert sum(kept) == min(sum(earned), limit)
    assert all(less <= much for less, much in zip(kept, earned, strict=True))


def test_one_limit_holds_for_all_positions_of_a_person() -> None:
    each = capped(member_cap(limit_minor=20_00, of=("team", "more")))
    one = capped(member_cap(limit_minor=20_00, of=("team", "more"), counts_persons=True))
    assert paid(each, TREE) == {"bert": 20_00, "anna": 15_00}
    assert paid(one, TREE) == {"bert": 13_75, "anna": 6_25}
    assert paid(one, TREE.replace(" person kim", "")) == {"bert": 20_00, "anna": 15_00}


def test_a_persons_limit_by_rank_is_the_highest_of_its_positions() -> None:
    shared = member_cap(limits_minor={"one": 10_00, "two": 20_00}, counts_persons=True)
    plan_of_two = capped(shared)
    assert plan_of_two.counts_persons
    drawn = tree(TREE)
    lines = [line for line in settle(plan_of_two, drawn.picture).lines if line.rule_id == "cap"]
    assert lines == []  # nobody has a rank, so nobody a limit


def cut_lines(lines: object) -> list[Earning]:
    return [line for line in lines if line.amount_minor < 0]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("counts_persons", "pays"),
    [(False, {"anna": 3_000_00, "bert": 3_000_00}), (True, {"anna": 2_500_00, "bert": 2_500_00})],
)
def test_two_centres_of_3000_share_5000(counts_persons: bool, pays: dict[str, int]) -> None:
    rule = binary(
        weak_side(rates_bp={EVERYBODY: 10_000}), cap_by_rank={EVERYBODY: 5_000_00},
        counts_persons=counts_persons,
    )  # fmt: skip
    assert paid(plan(rule, ranks=(), active_pv_minor=0), CENTRES) == pays


def test_a_cut_says_how_many_positions_share_which_limit() -> None:
    rule = binary(
        weak_side(rates_bp={EVERYBODY: 10_000}), cap_by_rank={EVERYBODY: 5_000_00},
        counts_persons=True,
    )  # fmt: skip
    drawn = tree(CENTRES)
    for cut in cut_lines(settle(plan(rule, ranks=(), active_pv_minor=0), drawn.picture).lines):
        assert cut.facts == (("cap", 5_000_00), ("positions", 2), ("together", 6_000_00))
        assert cut.source_id == cut.member_id


@pytest.mark.parametrize(("after_cap", "left"), [("keep_unpaid", 500_00), ("deduct_matched", 0)])
def test_volume_that_a_persons_limit_leaves_unpaid(after_cap: str, left: int) -> None:
    rule = binary(
        weak_side(rates_bp={EVERYBODY: 10_000}), cap_by_rank={EVERYBODY: 5_000_00},
        after_cap=after_cap, counts_persons=True,
    )  # fmt: skip
    settlement = settle(plan(rule, ranks=(), active_pv_minor=0), tree(CENTRES).picture)
    list(settlement.lines)
    kept = {(carry.member_id, carry.name): carry.amount for carry in settlement.carried}
    assert kept.get((2, "left"), 0) == left
    assert kept[2, "right"] == left + 1_000_00


def test_the_own_limit_of_a_position_comes_before_that_of_its_person() -> None:
    """8,000 and 2,000 with a limit of 5,000: 5,000 and 2,000 would be paid, and share 5,000."""
    text = CENTRES.replace("3000 PV", "8000 PV", 1).replace("4000 PV", "8000 PV")
    text = text.replace("eric at anna right 3000", "eric at anna right 2000")
    rule = binary(
        weak_side(rates_bp={EVERYBODY: 10_000}), cap_by_rank={EVERYBODY: 5_000_00},
        counts_persons=True,
    )  # fmt: skip
    found = paid(plan(rule, ranks=(), active_pv_minor=0), text)
    assert found == {"anna": 1_428_57, "bert": 3_571_43}


def test_a_step_is_paid_in_part() -> None:
    rule = binary(
        steps((3000, 3000)), cap_by_rank={EVERYBODY: 5_000_00}, counts_persons=True,
        after_cap="keep_unpaid",
    )  # fmt: skip
    found = paid(plan(rule, ranks=(), active_pv_minor=0), CENTRES)
    assert found == {"anna": 2_500_00, "bert": 2_500_00}


def titles(*ranks: str, held: tuple[str, ...] = (), **about: object) -> Picture:
    """Draw members at these ranks, all of them positions of one person."""
    points = {"": 0, "one": 60_00, "two": 300_00, "three": 1000_00}
    members = tuple(range(1, len(ranks) + 1))
    return Picture(
        members, (None,) * len(ranks), ("active",) * len(ranks),
        tuple(volume(each, pv=points[rank]) for each, rank in zip(members, ranks, strict=True)),
        period=Period("2026-03"), persons=(1,) * len(ranks),
        held=tuple(Held(rank, 0, rank) for rank in held), **about,
    )  # type: ignore[arg-type]  # fmt: skip


def paid_each(terms: object, picture: Picture) -> dict[int, int]:
    found: dict[int, int] = {}
    for line in settle(plan(terms), picture).lines:  # type: ignore[arg-type]
        found[line.member_id] = found.get(line.member_id, 0) + line.amount_minor
    return {member: amount for member, amount in found.items() if amount}


def test_a_title_is_paid_once_to_a_person() -> None:
    both = titles("two", "three")
    assert paid_each(bonus(), both) == {1: 100_00, 2: 350_01}
    assert paid_each(bonus(counts_persons=True), both) == {2: 350_01}
    assert paid_each(bonus(counts_persons=True), titles("two", "two")) == {1: 100_00}


def test_what_another_position_had_before_is_not_paid_again() -> None:
    again = titles("two", "three", held=("three", "one"))
    assert paid_each(bonus(), again) == {2: 350_01}
    assert paid_each(bonus(counts_persons=True), again) == {}
    higher = titles("two", "three", held=("two", "one"))
    assert paid_each(bonus(counts_persons=True), higher) == {2: 250_01}


def test_a_person_has_the_highest_allowance_alone() -> None:
    both = titles("two", "three", "three")
    assert paid_each(car(), both) == {1: 100_00, 2: 250_01, 3: 250_01}
    one = car(counts_persons=True)
    assert paid_each(one, both) == {2: 250_01}
    cuts = cut_lines(settle(plan(one), both).lines)
    assert [(cut.member_id, cut.facts) for cut in cuts] == [
        (1, (("positions", 3),)), (3, (("positions", 3),)),
    ]  # fmt: skip
