"""A drawn tree: levels side by side, nobody on top of anybody, nobody out of order."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from storefront.tree_layout import BOX_HEIGHT, BOX_WIDTH, STEP_X, Layout, Leaf, lay_out


def drawn(tree: str) -> Layout:
    """Draw a tree that is written by indentation."""
    leaves: list[Leaf] = []
    path: list[str] = []
    for line in filter(str.strip, tree.splitlines()):
        depth = (len(line) - len(line.lstrip())) // 2
        path = path[:depth]
        leaves.append(Leaf(line.strip(), path[-1] if path else None))
        path.append(line.strip())
    return lay_out(leaves)


def rows(layout: Layout, *keys: str) -> list[int]:
    """Return how far down each stands."""
    return [layout.boxes[key].y for key in keys]


def test_levels_stand_side_by_side() -> None:
    layout = drawn("anna\n  bert\n    cara\n  dora")
    assert [box.level for box in layout.boxes.values()] == [0, 1, 2, 1]
    assert layout.boxes["cara"].x - layout.boxes["bert"].x == STEP_X
    assert layout.boxes["bert"].x == layout.boxes["dora"].x
    assert layout.levels == 3


def test_partners_keep_their_order_and_their_sponsor_stands_at_their_middle() -> None:
    layout = drawn("anna\n  bert\n  cara\n  dora")
    bert, cara, dora = rows(layout, "bert", "cara", "dora")
    assert bert < cara < dora
    assert rows(layout, "anna") == [cara]


def test_one_alone_is_drawn_and_nobody_too() -> None:
    assert drawn("anna").lines == ()
    assert drawn("anna").width >= BOX_WIDTH
    assert lay_out([]).boxes == {}


def test_a_line_leads_from_each_to_its_sponsor() -> None:
    layout = drawn("anna\n  bert\n    cara")
    assert len(layout.lines) == 2
    anna, bert = layout.boxes["anna"], layout.boxes["bert"]
    assert layout.lines[0].startswith(f"M{anna.x + BOX_WIDTH} {anna.y + BOX_HEIGHT // 2}C")
    assert layout.lines[0].endswith(f" {bert.x} {bert.y + BOX_HEIGHT // 2}")


def test_a_chain_of_ten_thousand_is_no_deeper_than_the_stack() -> None:
    leaves = [Leaf(str(n), str(n - 1) if n else None) for n in range(10_000)]
    assert lay_out(leaves).levels == 10_000


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=60))
def test_no_two_overlap_and_all_are_inside(choices: list[int]) -> None:
    leaves = [Leaf("0", None)] + [
        Leaf(str(n), str(choice % n)) for n, choice in enumerate(choices, start=1)
    ]
    leaves = _sponsors_first(leaves)
    layout = lay_out(leaves)
    for one, other in combinations(layout.boxes.values(), 2):
        assert abs(one.x - other.x) >= BOX_WIDTH or abs(one.y - other.y) >= BOX_HEIGHT
    for box in layout.boxes.values():
        assert 0 <= box.x <= layout.width - BOX_WIDTH
        assert 0 <= box.y <= layout.height - BOX_HEIGHT


def _sponsors_first(leaves: list[Leaf]) -> list[Leaf]:
    """Return them level by level, as selectors do."""
    levels = {"0": 0}
    for leaf in leaves[1:]:
        assert leaf.above is not None
        levels[leaf.key] = levels[leaf.above] + 1
    return sorted(leaves, key=lambda leaf: levels[leaf.key])
