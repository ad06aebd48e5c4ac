"""Kernels of level commission with every switch, fast start and X-up: the lines of the walk."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.engine.facts import CUSTOMER, OWN, Carry, Picture, Placement
from commissions.engine.plan import Plan
from commissions.kinds.fast_start import kernel
from commissions.kinds.unilevel.rule import NewMembers
from core.errors import InvariantBroken
from core.periods import Period
from tests.unit.commissions.arrays.test_money_kernels import assert_equal
from tests.unit.commissions.pairs.both import calculated, walked
from tests.unit.commissions.pictures import SEEDS, chain, drawn_volume, pictures, plan, rule, star
from tests.unit.commissions.test_fast_start import start
from tests.unit.commissions.test_unilevel_switches import drawn_rule, switched
from tests.unit.commissions.test_x_up import two_up

MANY = 20_000


@settings(max_examples=250)
@given(switched())
def test_levels_are_paid_with_every_switch(drawn: tuple[Plan, Picture]) -> None:
    assert_equal(*drawn)


@settings(max_examples=100)
@given(switched(), SEEDS)
def test_a_fast_start_is_paid_for_the_days_it_lasts(drawn: tuple[Plan, Picture], seed: int) -> None:
    random = Random(seed)
    kinds = frozenset(random.choice([[OWN], [CUSTOMER], [OWN, CUSTOMER]]))
    at = random.choice(["sponsor", "seller"])
    fast = start(days=random.randint(1, 60), orders=kinds, own_orders_start_at=at)
    assert_equal(plan(fast, rule(id="more")), drawn[1])


@settings(max_examples=200)
@given(switched(), SEEDS)
def test_first_orders_are_those_of_the_walk(drawn: tuple[Plan, Picture], seed: int) -> None:
    """With orders of the same day, and counts of earlier periods, some of them stale."""
    random, (_terms, picture) = Random(seed), drawn
    fast = start(
        days=random.randint(1, 60),
        first_orders=random.randint(1, 3),
        orders=frozenset(random.choice([[OWN], [CUSTOMER], [OWN, CUSTOMER]])),
    )
    days = [date(2026, 1, day) for day in (3, 4, 20)]
    picture = dataclasses.replace(
        picture,
        period=Period("2026-01"),
        volumes=tuple(each._replace(day=random.choice(days)) for each in picture.volumes),
        carried=tuple(
            Carry(fast.id, member, "orders", "2025-12", random.randint(1, 3))
            for member in picture.member_ids
            if random.random() < 0.3
        ),
    )
    terms = plan(fast, rule(id="more"))
    assert calculated(kernel.blocks, plan(fast), picture) == walked(plan(fast), picture)
    assert_equal(terms, picture)


def test_first_orders_need_the_days_of_joining() -> None:
    nobody_knows = Picture((1,), (None,), ("active",), (), period=Period("2026-01"))
    for settled in (walked, lambda *given: calculated(kernel.blocks, *given)):
        with pytest.raises(InvariantBroken):
            settled(plan(start(first_orders=1)), nobody_knows)


@settings(max_examples=150)
@given(pictures(), SEEDS)
def test_recruits_are_passed_up(picture: Picture, seed: int) -> None:
    random = Random(seed)
    terms = two_up(
        passes_up=frozenset(random.sample(range(1, 5), random.randint(1, 3))),
        needs_own_passed=random.random() < 0.5,
        gives_line=random.random() < 0.5,
        pass_over=frozenset(each for each in ("inactive", "barred") if random.random() < 0.5),
        orders=frozenset(random.choice([[OWN], [CUSTOMER], [OWN, CUSTOMER]])),
    )
    assert_equal(plan(terms), picture)  # type: ignore[arg-type]


@pytest.mark.parametrize("shape", [chain, star])
@given(st.integers(0, 5))
@settings(max_examples=4, deadline=None)
def test_they_agree_on_a_line_and_on_a_star(shape: object, seed: int) -> None:
    random = Random(seed)
    members, sponsors = shape(MANY)  # type: ignore[operator]
    sold = tuple(drawn_volume(random, list(members), place) for place in range(300))
    picture = Picture(members, sponsors, ("active",) * MANY, sold)
    levels = drawn_rule(random)
    levels = dataclasses.replace(levels, is_endless=False, new_members=NewMembers(30, 5000))
    placed = Placement(sponsors, (1,) * MANY)
    joined = tuple(date(2026, 1, 1) + timedelta(random.randrange(300)) for _each in members)
    picture = dataclasses.replace(picture, placement=placed, joined_on=joined)
    assert_equal(plan(levels, two_up()), picture)  # type: ignore[arg-type]
