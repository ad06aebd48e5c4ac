"""The binary kernel: line by line and lot by lot what the walk says."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.engine.facts import Carry, Picture, Placement
from commissions.kinds.binary.bank import Keeping
from commissions.kinds.binary.kernel import blocks
from commissions.kinds.binary.kernel_pairing import _ceil_of
from commissions.kinds.binary.rule import Binary
from core.errors import InvariantBroken
from tests.unit.commissions.pairs.both import calculated, walked
from tests.unit.commissions.pairs.placed import (
    MARCH,
    binaries,
    binary,
    cycles,
    placed,
    placements,
    shared_limits,
)
from tests.unit.commissions.pictures import plan, volume


@settings(max_examples=500)
@given(st.data(), binaries())
def test_the_kernel_says_what_the_walk_says(data: st.DataObject, rule: Binary) -> None:
    picture, terms = data.draw(placements(rule)), plan(rule)
    assert calculated(blocks, terms, picture) == walked(terms, picture)


@settings(max_examples=150)
@given(shared_limits())
def test_persons_share_a_limit_as_the_walk_says(drawn: tuple[Binary, Picture]) -> None:
    rule, picture = drawn
    terms = plan(rule, active_pv_minor=0)
    assert calculated(blocks, terms, picture) == walked(terms, picture)


def chain_of(size: int, side: Random | None = None) -> Picture:
    """Draw one line of positions, all on the left, or left and right by chance."""
    slots = [1 if side is None else side.randint(1, 2) for _each in range(size)]
    bought = tuple(volume(member, pv=100_00) for member in range(1, size + 1))
    return Picture(
        tuple(range(1, size + 1)),
        (None, *range(1, size)),
        ("active",) * size,
        bought,
        period=MARCH,
        placement=Placement((None, *range(1, size)), tuple(slots)),
        carried=tuple(
            Carry("paar", member, "right", "2026-02", 10_000 * member)
            for member in range(1, size, 7)
        ),
    )


@pytest.mark.parametrize(("size", "side"), [(10_000, None), (100_000, Random(7))])
def test_a_chain_of_a_hundred_thousand_positions(size: int, side: Random | None) -> None:
    picture, terms = chain_of(size, side), plan(binary(cycles(200, 100)), ranks=())
    expected = walked(terms, picture)
    started = perf_counter()
    assert calculated(blocks, terms, picture) == expected
    assert perf_counter() - started < 60
    assert len(expected[0]) > size // 20


def test_a_forest_of_single_positions_pays_nobody() -> None:
    members = tuple(range(1, 1001))
    picture = Picture(
        members, (None,) * 1000, ("active",) * 1000,
        tuple(volume(member, pv=100_00) for member in members),
        period=MARCH, placement=Placement((None,) * 1000, (0,) * 1000),
    )  # fmt: skip
    terms = plan(binary(own_volume="left", keeping=Keeping(expires_after=1)))
    lines, kept = calculated(blocks, terms, picture)
    assert (lines, kept) == walked(terms, picture)
    assert len(kept) == 1000


@given(st.integers(1, 10**15), st.integers(1, 10**15), st.integers(1, 10**6))
def test_a_proportion_is_exact_where_the_product_does_not_fit(
    units: int, limit: int, more: int
) -> None:
    full = limit + more
    assert _ceil_of(units, limit, full) == -(-units * limit // full)


def test_no_placement_or_a_wrong_one_is_refused() -> None:
    picture = placed((1, None, 0, 0), (2, 1, 1, 5), (3, 1, 2, 5))
    for wrong in (None, Placement((None, 1, 1), (0, 1, 1)), Placement((None, 1, 1), (0, 1, 3))):
        with pytest.raises(InvariantBroken):
            calculated(blocks, plan(binary()), replace(picture, placement=wrong))
