"""Levels, X-up and matrices: the walks pay what a plain reading of the trade's rules says."""

from __future__ import annotations

import dataclasses
from random import Random

from hypothesis import given, settings

from commissions.engine.facts import CUSTOMER, OWN, Picture
from commissions.engine.plan import Plan
from commissions.engine.settlement import settle
from commissions.kinds.matrix.rule import Matrix
from commissions.kinds.unilevel.rule import Unilevel
from tests.unit.commissions.oracles.levels import matrix, unilevel, x_up
from tests.unit.commissions.oracles.world import World, found
from tests.unit.commissions.pairs.placed import binary, placements
from tests.unit.commissions.pictures import NAMES, SEEDS, pictures, plan
from tests.unit.commissions.test_fast_start import start
from tests.unit.commissions.test_unilevel_switches import switched
from tests.unit.commissions.test_x_up import two_up


@settings(max_examples=300)
@given(switched())
def test_unilevel_with_every_switch(drawn: tuple[Plan, Picture]) -> None:
    terms, picture = drawn
    rule = terms.rules[0]
    assert isinstance(rule, Unilevel)
    assert found(settle(terms, picture).lines) == unilevel(World(terms, picture), rule)


@settings(max_examples=100)
@given(switched(), SEEDS)
def test_fast_start(drawn: tuple[Plan, Picture], seed: int) -> None:
    random = Random(seed)
    kinds = frozenset(random.choice([[OWN], [CUSTOMER], [OWN, CUSTOMER]]))
    at = random.choice(["sponsor", "seller"])
    rule = start(days=random.randint(1, 60), orders=kinds, own_orders_start_at=at)
    terms, picture = plan(rule), drawn[1]
    assert found(settle(terms, picture).lines) == unilevel(World(terms, picture), rule)


@settings(max_examples=200)
@given(pictures(), SEEDS)
def test_x_up(picture: Picture, seed: int) -> None:
    random = Random(seed)
    rule = two_up(
        passes_up=frozenset(random.sample(range(1, 5), random.randint(1, 3))),
        needs_own_passed=random.random() < 0.5,
        gives_line=random.random() < 0.5,
        pass_over=frozenset(each for each in ("inactive", "barred") if random.random() < 0.5),
        orders=frozenset(random.choice([[OWN], [CUSTOMER], [OWN, CUSTOMER]])),
    )
    terms = plan(rule)  # type: ignore[arg-type]
    assert found(settle(terms, picture).lines) == x_up(World(terms, picture), rule)


@settings(max_examples=200)
@given(placements(binary()), SEEDS)
def test_matrix(picture: Picture, seed: int) -> None:
    random = Random(seed)
    rule = Matrix(
        id="voll",
        names=NAMES,
        tax_nature="commission",
        width=random.choice([1, 2]),
        fills_minor=(10_00, 20_00, 50_00)[: random.randint(1, 3)],
        count_active_only=random.random() < 0.5,
        need_activity=random.random() < 0.5,
    )
    terms = plan(rule)  # type: ignore[arg-type]
    fresh = dataclasses.replace(picture, carried=())
    assert found(settle(terms, fresh).lines) == matrix(World(terms, fresh), rule)
