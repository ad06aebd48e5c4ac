"""The tree as arrays says the same as the readable tree, and does not mind its shape."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.arrays.columns import Rows, minor, rows
from commissions.arrays.picture import from_picture
from commissions.arrays.tree import plant
from commissions.engine import standings, tree
from commissions.engine.facts import Picture
from core.errors import InvariantBroken
from tests.unit.commissions.pictures import SEEDS, chain, pictures, star

LONG = 100_000


def forest(size: int, seed: int) -> Rows:
    """Draw who stands above whom, in any order of rows, with several roots."""
    random = Random(seed)
    places = random.sample(range(size), size)
    above = np.full(size, tree.NOBODY, np.int32)
    for step in range(1, size):
        if random.random() < 0.9:
            above[places[step]] = places[random.randrange(step)]
    return above


@given(pictures())
def test_what_lies_below_adds_up_as_in_the_readable_tree(picture: Picture) -> None:
    readable = tree.plant(picture.member_ids, picture.sponsor_ids)
    own = [7 * row - 40 for row in range(len(picture.member_ids))]
    found = plant(from_picture(picture).sponsor_rows)
    assert found.above.tolist() == readable.sponsor_rows
    assert found.sums_below(minor(own)).tolist() == standings.group_volumes(readable, own)


@given(st.integers(1, 40), SEEDS)
def test_everybody_below_lies_together_after_its_top(size: int, seed: int) -> None:
    above = forest(size, seed)
    found = plant(above)
    assert found.labels[found.preorder].tolist() == list(range(size))
    for row in range(size):
        uplines = list(_uplines(above, row))
        assert [top for top in range(size) if found.is_below(row, top)] == sorted(uplines)
        assert found.depths[row] == len(uplines) - 1


@given(st.integers(1, 40), SEEDS)
def test_who_is_passed_over_is_jumped(size: int, seed: int) -> None:
    above, random = forest(size, seed), Random(seed)
    stops = np.array([random.random() < 0.4 for _row in range(size)], np.bool_)
    nearest = plant(above).nearest(stops)
    for row in range(size):
        met = (upline for upline in _uplines(above, row) if stops[upline])
        assert nearest[row] == next(met, tree.NOBODY)


@pytest.mark.parametrize("members", [chain(LONG), star(LONG)])
def test_a_line_or_a_star_of_a_hundred_thousand_is_no_problem(
    members: tuple[tuple[int, ...], tuple[int | None, ...]],
) -> None:
    numbers, sponsors = members
    found = plant(from_picture(Picture(numbers, sponsors, ("active",) * LONG, ())).sponsor_rows)
    below = found.sums_below(np.ones(LONG, np.int64))
    assert below.tolist() == (found.ends - found.labels).tolist()
    assert below[0] == LONG


@pytest.mark.parametrize("above", [[0], [1, 0], [tree.NOBODY, 2, 1]])
def test_a_cycle_stops_the_run(above: list[int]) -> None:
    with pytest.raises(InvariantBroken, match="cycle"):
        plant(rows(above))


def test_nobody_at_all_is_a_tree_too() -> None:
    assert len(plant(rows([])).preorder) == 0


def _uplines(above: Rows, row: int) -> list[int]:
    met = []
    while row != tree.NOBODY:
        met.append(row)
        row = int(above[row])
    return met
