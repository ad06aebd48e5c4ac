"""Kernels of level commission with every switch, fast start and X-up: the lines of the walk."""

from __future__ import annotations

import dataclasses
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.engine.facts import CUSTOMER, OWN, Picture
from commissions.engine.plan import Plan
from commissions.engine.rule import SPONSOR_TREE
from commissions.kinds.kernels import has_kernel
from commissions.kinds.unilevel.rule import NewMembers
from tests.unit.commissions.arrays.test_money_kernels import assert_equal
from tests.unit.commissions.pictures import SEEDS, chain, drawn_volume, pictures, plan, rule, star
from tests.unit.commissions.test_fast_start import start
from tests.unit.commissions.test_unilevel_switches import drawn_rule, switched
from tests.unit.commissions.test_x_up import two_up

MANY = 20_000


@settings(max_examples=250)
@given(switched())
def test_levels_are_paid_with_every_switch(drawn: tuple[Plan, Picture]) -> None:
    terms, picture = drawn
    levels = dataclasses.replace(terms.rules[0], tree=SPONSOR_TREE)  # type: ignore[call-arg]
    assert_equal(dataclasses.replace(terms, rules=(levels,)), picture)


@settings(max_examples=100)
@given(switched(), SEEDS)
def test_a_fast_start_is_paid_for_the_days_it_lasts(drawn: tuple[Plan, Picture], seed: int) -> None:
    random = Random(seed)
    kinds = frozenset(random.choice([[OWN], [CUSTOMER], [OWN, CUSTOMER]]))
    at = random.choice(["sponsor", "seller"])
    fast = start(days=random.randint(1, 60), orders=kinds, own_orders_start_at=at)
    assert_equal(plan(fast, rule(id="more")), drawn[1])


def test_first_orders_and_other_trees_are_left_to_the_walk() -> None:
    assert has_kernel(start())
    assert not has_kernel(start(first_orders=1))
    assert not has_kernel(rule(tree="queue"))


@settings(max_examples=150)
@given(pictures(), SEEDS)
def test_recruits_are_passed_up(picture: Picture, seed: int) -> None:
    random = Random(seed)
    terms = two_up(
        passes_up=frozenset(random.sample(range(1, 5), random.randint(1, 3))),
        needs_own_passed=random.random() < 0.5,
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
    levels = dataclasses.replace(
        levels, tree=SPONSOR_TREE, is_endless=False, new_members=NewMembers(30, 5000)
    )
    assert_equal(plan(levels, two_up()), picture)  # type: ignore[arg-type]
