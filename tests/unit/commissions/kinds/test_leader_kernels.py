"""Kernels of generation and infinity: the same lines as the walks, however deep the tree."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings

from commissions.engine.facts import Picture
from commissions.kinds.generation import kernel as generations
from commissions.kinds.infinity import kernel as infinities
from tests.unit.commissions.kinds.grounds import by_kernel, by_walk
from tests.unit.commissions.kinds.leaders import (
    drawn_generation,
    drawn_infinity,
    generation,
    infinity,
)
from tests.unit.commissions.pictures import SEEDS, chain, pictures, plan, star, volume


def in_line(picture: Picture) -> Picture:
    """Put everybody into one line."""
    above = (None, *picture.member_ids[:-1])
    return Picture(picture.member_ids, above, picture.statuses, picture.volumes)


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_generations_are_paid_line_by_line_as_by_the_walk(seed: int, picture: Picture) -> None:
    terms = plan(drawn_generation(Random(seed)))  # type: ignore[arg-type]
    for each in (picture, in_line(picture)):
        assert by_kernel(generations.blocks, terms, each) == by_walk(terms, each)


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_infinity_is_paid_line_by_line_as_by_the_walk(seed: int, picture: Picture) -> None:
    terms = plan(drawn_infinity(Random(seed)))  # type: ignore[arg-type]
    for each in (picture, in_line(picture)):
        assert by_kernel(infinities.blocks, terms, each) == by_walk(terms, each)


@pytest.mark.parametrize("shape", [chain, star])
def test_a_hundred_thousand_members_above_are_jumped_over(shape: object) -> None:
    size = 100_000
    members, sponsors = shape(size)  # type: ignore[operator]
    sold = [volume(1, pv=3_000_00)]
    sold += [volume(member, net=10_00) for member in range(size - 5_000, size)]
    picture = Picture(members, sponsors, ("active",) * size, tuple(sold))
    for rule, kernel in ((generation(), generations), (infinity(from_level=1), infinities)):
        lines = by_kernel(kernel.blocks, plan(rule), picture)  # type: ignore[attr-defined,arg-type]
        assert {line.member_id for line in lines} == {1}
        assert len(lines) == 5_000
