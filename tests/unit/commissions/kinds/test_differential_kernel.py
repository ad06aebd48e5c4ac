"""The differential kernel: the same lines as the walk, however deep the tree."""

from __future__ import annotations

from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings

from commissions.engine.facts import Picture
from commissions.kinds.differential.kernel import blocks
from tests.unit.commissions.kinds.differentials import differential, drawn_differential
from tests.unit.commissions.kinds.grounds import by_kernel, by_walk
from tests.unit.commissions.pictures import SEEDS, chain, pictures, plan, star, volume


@settings(max_examples=300)
@given(SEEDS, pictures())
def test_the_kernel_pays_line_by_line_what_the_walk_pays(seed: int, picture: Picture) -> None:
    terms = plan(drawn_differential(Random(seed)))
    assert by_kernel(blocks, terms, picture) == by_walk(terms, picture)


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_in_a_chain_too(seed: int, picture: Picture) -> None:
    terms = plan(drawn_differential(Random(seed)))
    line = Picture(
        picture.member_ids, (None, *picture.member_ids[:-1]), picture.statuses, picture.volumes
    )
    assert by_kernel(blocks, terms, line) == by_walk(terms, line)


@pytest.mark.parametrize("shape", [chain, star])
def test_a_hundred_thousand_members_above_are_jumped_over(shape: object) -> None:
    size = 100_000
    members, sponsors = shape(size)  # type: ignore[operator]
    sold = [volume(1, pv=3_000_00)]
    sold += [volume(member, net=10_00) for member in range(size - 5_000, size)]
    picture = Picture(members, sponsors, ("active",) * size, tuple(sold))
    terms = plan(differential(), active_pv_minor=0, ranks=())
    started = perf_counter()
    lines = by_kernel(blocks, terms, picture)
    assert perf_counter() - started < 60
    assert len(lines) == 10_000
