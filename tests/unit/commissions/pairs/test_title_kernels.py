"""The kernels of rank bonus and car: what their walks say, month after month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings

from commissions.engine.facts import Carry, Held, Picture
from commissions.kinds.car.kernel import blocks as allowances
from commissions.kinds.rank_bonus.kernel import blocks as bonuses
from core.errors import InvariantBroken
from core.periods import Period
from tests.unit.commissions.pairs.both import calculated, walked
from tests.unit.commissions.pairs.placed import drawn_persons
from tests.unit.commissions.pairs.test_titles import bonus, car
from tests.unit.commissions.pictures import SEEDS, pictures, plan

RANKS = ("", "one", "two", "three")


def with_past(random: Random, picture: Picture, carried: tuple[Carry, ...]) -> Picture:
    """Give members titles, first days and what was handed on."""
    some = date(2026, 1, 1)
    return replace(
        picture,
        period=Period("2026-03"),
        held=tuple(
            Held(rank, 0, rank) for rank in random.choices(RANKS, k=len(picture.member_ids))
        ),
        joined_on=tuple(some + timedelta(random.randrange(60)) for _each in picture.member_ids),
        carried=carried,
        persons=drawn_persons(random, picture.member_ids),
    )


@settings(max_examples=250)
@given(SEEDS, pictures())
def test_rank_bonuses_are_those_of_the_walk(seed: int, picture: Picture) -> None:
    random = Random(seed)
    terms = bonus(
        pays_skipped=random.random() < 0.5,
        within_days=random.choice([None, 30]),
        instalments=random.choice([1, 2, 3]),
        missed_come_later=random.random() < 0.5,
        counts_persons=random.random() < 0.5,
    )
    carried = tuple(
        Carry("title", member, name, "2026-02", random.randint(1, most))
        for member in picture.member_ids
        for name, most in (("rewarded", 3), ("left.two", 2), ("left.three", 2), ("left.x", 1))
        if random.random() < 0.4 and (most < 3 or name == "rewarded")
        and (name == "rewarded" or most < terms.instalments)
    )  # fmt: skip
    past = with_past(random, picture, carried)
    assert calculated(bonuses, plan(terms), past) == walked(plan(terms), past)


@settings(max_examples=250)
@given(SEEDS, pictures())
def test_allowances_are_those_of_the_walk(seed: int, picture: Picture) -> None:
    random = Random(seed)
    terms = car(
        begins_after=random.randint(1, 3),
        ends_after=random.randint(1, 3),
        pays_missed=random.random() < 0.5,
        counts_persons=random.random() < 0.5,
    )
    carried = tuple(
        Carry("car", member, name, "2026-02", random.randint(1, 4))
        for member in picture.member_ids
        for name in ("in_row", "running", "missed")
        if random.random() < 0.5
    )
    past = with_past(random, picture, carried)
    assert calculated(allowances, plan(terms), past) == walked(plan(terms), past)


def test_a_deadline_needs_first_days() -> None:
    picture = Picture((1,), (None,), ("active",), ())
    with pytest.raises(InvariantBroken, match="first day"):
        calculated(bonuses, plan(bonus(within_days=3)), picture)
