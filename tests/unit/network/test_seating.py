"""Where the rules of the placement tree seat somebody new."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.rules.seating import (
    BALANCED,
    FILL_LEG,
    FIRST_FREE,
    LEFT,
    RIGHT,
    RULES,
    WEAK_LEG,
    find_place,
)
from tests.unit.network.placement_trees import TextTree

LOPSIDED = """
anna
  1 bert
    1 cara
    2 dora
      1 emil
  2 fritz
    2 gerd
"""


def where(tree: TextTree, rule: str, top: str = "anna", depth: int | None = None) -> str:
    """Return "parent slot" of the place a rule finds."""
    place = find_place(tree, rule, tree.id_of(top), depth)
    return f"{tree.names[place.parent_id]} {place.slot}" if place else "nowhere"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (FIRST_FREE, "fritz 1"),
        (WEAK_LEG, "fritz 1"),
        (BALANCED, "fritz 1"),
        (LEFT, "cara 1"),
        (RIGHT, "gerd 2"),
    ],
)
def test_each_rule_has_its_own_place_in_the_same_tree(rule: str, expected: str) -> None:
    assert where(TextTree.read(LOPSIDED), rule) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (FIRST_FREE, "cara 1"),
        (WEAK_LEG, "cara 1"),
        (BALANCED, "cara 1"),
        (LEFT, "cara 1"),
        (RIGHT, "dora 2"),
    ],
)
def test_only_the_sponsors_own_part_of_the_tree_counts(rule: str, expected: str) -> None:
    assert where(TextTree.read(LOPSIDED), rule, top="bert") == expected


@pytest.mark.parametrize("rule", [FIRST_FREE, WEAK_LEG, BALANCED, LEFT])
def test_nobody_below_means_the_first_slot(rule: str) -> None:
    assert where(TextTree.read("anna"), rule) == "anna 1"


def test_right_begins_in_the_last_slot() -> None:
    assert where(TextTree.read("anna", width=3), RIGHT) == "anna 3"


def test_a_higher_level_comes_first_even_further_right() -> None:
    tree = """
    anna
      1 bert
        1 cara
      2 fritz
        1 gerd
        2 hans
    """
    assert where(TextTree.read(tree), FIRST_FREE) == "bert 2"


def test_at_equal_sides_the_left_one_is_weak() -> None:
    tree = """
    anna
      1 bert
        1 cara
      2 fritz
        1 gerd
    """
    assert where(TextTree.read(tree), WEAK_LEG) == "bert 2"


def test_the_weak_leg_is_filled_from_its_top_and_balanced_goes_on_weighing() -> None:
    tree = """
    anna
      1 bert
        1 cara
          1 kurt
          2 lena
        2 dora
      2 fritz
        1 gerd
          1 hans
            1 ida
            2 jan
        2 mona
          1 nils
          2 otto
    """
    text = TextTree.read(tree)
    assert where(text, WEAK_LEG) == "dora 1"
    assert where(text, BALANCED) == "dora 1"
    text.add("pia", "kurt", 1)
    text.add("rosa", "kurt", 2)
    text.add("sven", "dora", 2)
    assert where(text, WEAK_LEG, top="bert") == "dora 1"
    assert where(text, BALANCED, top="fritz") == "nils 1"
    assert where(text, FIRST_FREE, top="fritz") == "gerd 2"


def test_filling_leg_by_leg_begins_the_second_when_the_first_is_full() -> None:
    text = TextTree.read("anna", width=3)
    found = []
    for n in range(12):
        place = find_place(text, FILL_LEG, 0, 2)
        assert place is not None
        found.append(f"{text.names[place.parent_id]} {place.slot}")
        text.take(f"m{n}", place)
    assert found[:5] == ["anna 1", "m0 1", "m0 2", "m0 3", "anna 2"]
    assert where(text, FILL_LEG, depth=2) == "nowhere"


@pytest.mark.parametrize(("width", "depth", "capacity"), [(3, 5, 363), (2, 6, 126), (3, 2, 12)])
def test_a_forced_matrix_is_full_at_its_capacity(width: int, depth: int, capacity: int) -> None:
    text = TextTree.read("anna", width=width)
    for n in range(capacity):
        place = find_place(text, FIRST_FREE, 0, depth)
        assert place is not None
        text.take(f"m{n}", place)
    assert where(text, FIRST_FREE, depth=depth) == "nowhere"
    assert where(text, FIRST_FREE, depth=depth + 1) != "nowhere"


@pytest.mark.parametrize("rule", [LEFT, RIGHT])
def test_the_outer_end_stops_at_the_last_level(rule: str) -> None:
    text = TextTree.read("anna")
    for n in range(3):
        place = find_place(text, rule, 0, 3)
        assert place is not None
        text.take(f"m{n}", place)
    assert where(text, rule, depth=3) == "nowhere"


def all_places(tree: TextTree, top: int, depth: int) -> list[tuple[int, tuple[int, ...], int, int]]:
    """Return every free place: level, the way there, under whom, which slot."""
    found, row = [], [(top, ())]
    for level in range(1, depth + 1):
        following: list[tuple[int, tuple[int, ...]]] = []
        for (member, way), slot in product(row, range(1, tree.width + 1)):
            leg = tree.legs[member].get(slot)
            if leg is None:
                found.append((level, (*way, slot), member, slot))
            else:
                following.append((leg, (*way, slot)))
        row = following
    return sorted(found)


@given(
    width=st.integers(2, 3),
    shape=st.lists(st.tuples(st.integers(0, 99), st.integers(1, 3)), max_size=25),
    top=st.integers(0, 99),
    depth=st.integers(1, 6),
)
def test_random_trees_agree_with_looking_at_every_place(
    width: int, shape: list[tuple[int, int]], top: int, depth: int
) -> None:
    tree = TextTree(width, ["m0"], {0: {}})
    for under, slot in shape:
        parent, wanted = under % len(tree.names), min(slot, width)
        if wanted not in tree.legs[parent]:
            tree.add(f"m{len(tree.names)}", tree.names[parent], wanted)
    start = top % len(tree.names)
    free = all_places(tree, start, depth)
    first = find_place(tree, FIRST_FREE, start, depth)
    assert (first and (first.parent_id, first.slot)) == (free[0][2:] if free else None)
    for rule in RULES:
        place = find_place(tree, rule, start, depth)
        if place is not None:
            assert (place.parent_id, place.slot) in [one[2:] for one in free]
        elif rule not in (LEFT, RIGHT):
            assert not free
