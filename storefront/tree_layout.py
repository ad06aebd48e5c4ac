"""Where the members of a tree stand when it is drawn: levels from left to right, nobody overlaps.

Pure geometry in whole units: leaves take one row each, whoever has partners stands at their
middle. No step recurses, so a chain of any length can be drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BOX_WIDTH, BOX_HEIGHT = 204, 64
GAP_X, GAP_Y = 34, 10
STEP_X, STEP_Y = BOX_WIDTH + GAP_X, BOX_HEIGHT + GAP_Y
MARGIN = 2


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is to be drawn: its own key and the key of whom it hangs on, None for the root."""

    key: str
    above: str | None


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands: its upper left corner and its level."""

    key: str
    level: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing: its size, its boxes in the order given, and the lines between them."""

    width: int
    height: int
    levels: int
    boxes: Mapping[str, Box]
    lines: tuple[str, ...]


def lay_out(leaves: Sequence[Leaf]) -> Layout:
    """Place everything; whoever hangs on somebody stands after it in `leaves`.

    Keeps: no two boxes overlap; partners of one member stand in the order given; a member with
    partners stands halfway between its first and its last.
    """
    levels, below = _levels(leaves), _below(leaves)
    rows = _rows(leaves, below)
    boxes = {
        leaf.key: Box(
            leaf.key,
            levels[leaf.key],
            MARGIN + levels[leaf.key] * STEP_X,
            MARGIN + rows[leaf.key] * STEP_Y // 2,
        )
        for leaf in leaves
    }
    depth = max(levels.values(), default=0) + 1
    lowest = max((box.y for box in boxes.values()), default=0)
    lines = tuple(_line(boxes[one.above], boxes[one.key]) for one in leaves if one.above)
    return Layout(
        width=2 * MARGIN + depth * STEP_X - GAP_X,
        height=lowest + BOX_HEIGHT + MARGIN,
        levels=depth,
        boxes=boxes,
        lines=lines,
    )


def _levels(leaves: Sequence[Leaf]) -> dict[str, int]:
    levels: dict[str, int] = {}
    for leaf in leaves:
        levels[leaf.key] = levels[leaf.above] + 1 if leaf.above else 0
    return levels


def _below(leaves: Sequence[Leaf]) -> dict[str, list[str]]:
    below: dict[str, list[str]] = {leaf.key: [] for leaf in leaves}
    for leaf in leaves:
        if leaf.above:
            below[leaf.above].append(leaf.key)
    return below


def _rows(leaves: Sequence[Leaf], below: Mapping[str, list[str]]) -> dict[str, int]:
    """Return each one's row, counted in halves."""
    rows: dict[str, int] = {}
    for row, key in enumerate(_ends(leaves, below)):
        rows[key] = 2 * row
    for leaf in reversed(leaves):
        partners = below[leaf.key]
        if partners:
            rows[leaf.key] = (rows[partners[0]] + rows[partners[-1]]) // 2
    return rows


def _ends(leaves: Sequence[Leaf], below: Mapping[str, list[str]]) -> list[str]:
    """Return those without partners, from top to bottom."""
    ends: list[str] = []
    waiting = [leaf.key for leaf in reversed(leaves) if leaf.above is None]
    while waiting:
        key = waiting.pop()
        if below[key]:
            waiting.extend(reversed(below[key]))
        else:
            ends.append(key)
    return ends


def _line(start: Box, end: Box) -> str:
    """Return the path of a line from the right edge of one box to the left edge of another."""
    x1, y1 = start.x + BOX_WIDTH, start.y + BOX_HEIGHT // 2
    x2, y2 = end.x, end.y + BOX_HEIGHT // 2
    middle = (x1 + x2) // 2
    return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"
