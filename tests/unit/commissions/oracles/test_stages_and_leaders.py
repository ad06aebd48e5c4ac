"""Stages and leaders: the walks pay what the formulas of the trade say, path by path."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given, settings

from commissions.engine.facts import Picture
from commissions.engine.rule import Rule
from commissions.engine.settlement import settle
from tests.unit.commissions.kinds.differentials import drawn_differential
from tests.unit.commissions.kinds.groups import drawn_breakaway, drawn_group
from tests.unit.commissions.kinds.leaders import drawn_generation, drawn_infinity
from tests.unit.commissions.oracles.differential import differential
from tests.unit.commissions.oracles.group_differential import group_differential
from tests.unit.commissions.oracles.leaders import breakaway, generation, infinity
from tests.unit.commissions.oracles.world import World, by_member, found
from tests.unit.commissions.pictures import SEEDS, pictures, plan


def paid(rule: Rule, picture: Picture) -> object:
    return found(settle(plan(rule), picture).lines)  # type: ignore[arg-type]


def without_cents(picture: Picture) -> Picture:
    """Make every rate of every order a whole number, so that nothing is rounded on the way."""
    whole = (
        each._replace(net_minor=each.net_minor * 10_000, cv_minor=each.cv_minor * 1_000_000)
        for each in picture.volumes
    )
    return replace(picture, volumes=tuple(whole))


def world(rule: Rule, picture: Picture) -> World:
    return World(plan(rule), picture)  # type: ignore[arg-type]


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_differential(seed: int, picture: Picture) -> None:
    rule = drawn_differential(Random(seed))
    expected = differential(world(rule, picture), rule)
    assert {(m, o): a for (m, o, _l), a in paid(rule, picture).items()} == {
        (m, o): a for (m, o, _l), a in expected.items()
    }


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_group_differential(seed: int, picture: Picture) -> None:
    rule, picture = drawn_group(Random(seed)), without_cents(picture)
    assert by_member(paid(rule, picture)) == by_member(
        group_differential(world(rule, picture), rule)
    )


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_breakaway(seed: int, picture: Picture) -> None:
    rule, picture = drawn_breakaway(Random(seed)), without_cents(picture)
    assert by_member(paid(rule, picture)) == by_member(breakaway(world(rule, picture), rule))


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_generation(seed: int, picture: Picture) -> None:
    rule = drawn_generation(Random(seed))
    assert paid(rule, picture) == generation(world(rule, picture), rule)


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_infinity(seed: int, picture: Picture) -> None:
    rule = drawn_infinity(Random(seed))
    got = {(m, o): a for (m, o, _l), a in paid(rule, picture).items()}
    assert got == {(m, o): a for (m, o, _l), a in infinity(world(rule, picture), rule).items()}
