"""Kernels of the group method and of breakaway: the same lines as the walks."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from commissions.engine.facts import Held, Picture
from commissions.kinds.breakaway import kernel as breakaways
from commissions.kinds.group_differential import kernel as groups
from tests.unit.commissions.kinds.grounds import by_kernel, by_walk
from tests.unit.commissions.kinds.groups import breakaway, drawn_breakaway, drawn_group, group
from tests.unit.commissions.pictures import SEEDS, chain, pictures, plan, star, volume


def in_line(picture: Picture) -> Picture:
    """Put everybody into one line."""
    return replace(picture, sponsor_ids=(None, *picture.member_ids[:-1]))


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_groups_are_paid_line_by_line_as_by_the_walk(seed: int, picture: Picture) -> None:
    terms = plan(drawn_group(Random(seed)))  # type: ignore[arg-type]
    for each in (picture, in_line(picture)):
        assert by_kernel(groups.blocks, terms, each) == by_walk(terms, each)


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_leaders_are_paid_line_by_line_as_by_the_walk(seed: int, picture: Picture) -> None:
    random = Random(seed)
    rule = replace(drawn_breakaway(random), from_next_period=random.random() < 0.4)
    terms = plan(rule)  # type: ignore[arg-type]
    ranks = [random.choice(["", "one", "two", "three"]) for _member in picture.member_ids]
    known = replace(picture, held=tuple(Held(rank) for rank in ranks))
    for each in (picture, known, in_line(picture)):
        assert by_kernel(breakaways.blocks, terms, each) == by_walk(terms, each)


def test_many_small_roundings_are_the_same() -> None:
    """Twenty times half a cent of commission: the head must not pay for rounding them up."""
    members, sponsors = star(21)
    sold = tuple(volume(member, net=50) for member in members[1:])
    terms = plan(group(), active_pv_minor=0)  # type: ignore[arg-type]
    picture = Picture(members, sponsors, ("active",) * 21, sold)
    lines = by_kernel(groups.blocks, terms, picture)
    assert lines == by_walk(terms, picture)
    assert len(lines) == 20


@pytest.mark.parametrize("shape", [chain, star])
def test_a_hundred_thousand_members_are_one_scan(shape: object) -> None:
    size = 100_000
    members, sponsors = shape(size)  # type: ignore[operator]
    sold = [volume(1, pv=3_000_00)]
    sold += [volume(member, net=10_00) for member in range(size - 5_000, size)]
    picture = Picture(members, sponsors, ("active",) * size, tuple(sold))
    for rule, kernel in ((group(), groups), (breakaway(), breakaways)):
        terms = plan(rule)  # type: ignore[arg-type]
        assert by_kernel(kernel.blocks, terms, picture) == by_walk(terms, picture)  # type: ignore[attr-defined]
