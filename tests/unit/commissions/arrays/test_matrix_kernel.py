"""The kernel of full levels of a matrix: the lines of the walk, and what is handed on."""

from __future__ import annotations

from random import Random
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.arrays.picture import from_picture
from commissions.arrays.settle import settle
from commissions.engine.facts import Carry, Picture, Placement
from commissions.kinds.matrix.kernel import blocks
from core.periods import Period
from tests.unit.commissions.pairs.both import calculated, walked
from tests.unit.commissions.pictures import SEEDS, STATUSES, drawn_volume, plan
from tests.unit.commissions.test_matrix import flat, matrix, placed

LONG = 100_000


def seats(random: Random, size: int, shape: str, slots: int) -> tuple[list[int | None], list[int]]:
    """Seat members below one another: in a line, in any free place, or in several trees."""
    parents: list[int | None] = [None]
    taken = [0]
    free = [(1, slot) for slot in range(1, slots + 1)]
    for number in range(2, size + 1):
        parent, slot = free.pop(random.randrange(len(free)))
        if shape == "chain":
            parent, slot = number - 1, random.randint(1, slots)
        is_root = shape == "forest" and random.random() < 0.2
        parents.append(None if is_root else parent)
        taken.append(0 if is_root else slot)
        free += [(number, each) for each in range(1, slots + 1)]
    return parents, taken


@settings(max_examples=250)
@given(SEEDS, st.integers(1, 30), st.sampled_from(["chain", "random", "forest"]))
def test_full_levels_are_those_of_the_walk(seed: int, size: int, shape: str) -> None:
    random = Random(seed)
    parents, slots = seats(random, size, shape, random.randint(1, 3))
    rule = matrix(
        width=random.randint(1, 3),
        fills_minor=tuple(random.choice([0, 5_00, 7_77]) for _level in range(3)),
        count_active_only=random.random() < 0.5,
        need_activity=random.random() < 0.5,
    )
    members = list(range(1, size + 1))
    picture = Picture(
        tuple(members),
        (None,) * size,
        tuple(random.choice(STATUSES) for _each in members),
        tuple(drawn_volume(random, members, place) for place in range(size)),
        period=random.choice([None, Period("2026-03")]),
        placement=Placement(tuple(parents), tuple(slots)),
        carried=tuple(
            Carry(random.choice([rule.id, "other"]), member, f"level_{level}", "2026-01", 1)
            for member in members
            for level in range(1, 5)
            if random.random() < 0.2
        ),
    )
    assert calculated(blocks, plan(rule), picture) == walked(plan(rule), picture)  # type: ignore[arg-type]


@pytest.mark.parametrize("slot", [1, 2])
def test_a_line_of_a_hundred_thousand_takes_seconds(slot: int) -> None:
    """In the first place below, the line is full to its end; in the second, nobody is counted."""
    rule = matrix(width=1, fills_minor=(1, 2, 3))
    line = placed([None, *range(1, LONG)], [0, *[slot] * (LONG - 1)])
    columns = from_picture(line)
    list(settle(flat(rule), from_picture(placed([None, 1], [0, 1]))).blocks)  # compiled by now
    began = monotonic()
    found = sum(len(block) for block in settle(flat(rule), columns).blocks)
    assert monotonic() - began < 10
    assert found == (3 * LONG - 6 if slot == 1 else 0)
