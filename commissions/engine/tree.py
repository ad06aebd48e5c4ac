"""The sponsor tree as row numbers; no step recurses, so a chain of any length works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from core.errors import InvariantBroken

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Tree:
    """Each member's row, its sponsor's row, and an order in which sponsors come first."""

    row_of: dict[int, int]
    sponsor_rows: list[int]
    sponsors_first: list[int]


def plant(member_ids: Sequence[int], sponsor_ids: Sequence[int | None]) -> Tree:
    """Build the tree from parallel columns.

    Raises: InvariantBroken — a member twice, a sponsor outside the picture, or a cycle.
    """
    row_of = {member_id: row for row, member_id in enumerate(member_ids)}
    if len(row_of) != len(member_ids):
        raise InvariantBroken("a member is in the picture twice")
    try:
        sponsor_rows = [NOBODY if sponsor is None else row_of[sponsor] for sponsor in sponsor_ids]
    except KeyError as missing:
        raise InvariantBroken(f"sponsor {missing} is not in the picture") from None
    return Tree(row_of, sponsor_rows, _sponsors_first(sponsor_rows))


def recruits(member_ids: Sequence[int], sponsor_rows: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return the how-many-th recruit of its sponsor each row is, and how many it has itself.

    Members have rising numbers as they join, so the lower number came first.
    """
    places, counts = [0] * len(member_ids), [0] * len(member_ids)
    for row in sorted(range(len(member_ids)), key=member_ids.__getitem__):
        sponsor = sponsor_rows[row]
        if sponsor != NOBODY:
            counts[sponsor] += 1
            places[row] = counts[sponsor]
    return places, counts


def queue(member_ids: Sequence[int], joined_on: Sequence[date]) -> Tree:
    """Return the line in which each member stands below whoever joined before it.

    Who joined on the same day stands in the order of their numbers.
    """
    rows = sorted(range(len(member_ids)), key=lambda row: (joined_on[row], member_ids[row]))
    before: list[int | None] = [None] * len(rows)
    for ahead, row in pairwise(rows):
        before[row] = member_ids[ahead]
    return plant(member_ids, before)


def _sponsors_first(sponsor_rows: list[int]) -> list[int]:
    """Strip leaves until nothing is left: the reverse puts every sponsor before its partners."""
    partners_left = [0] * len(sponsor_rows)
    for sponsor in sponsor_rows:
        if sponsor != NOBODY:
            partners_left[sponsor] += 1
    order = [row for row, left in enumerate(partners_left) if not left]
    for row in order:  # grows while it is read
        sponsor = sponsor_rows[row]
        if sponsor != NOBODY:
            partners_left[sponsor] -= 1
            if not partners_left[sponsor]:
                order.append(sponsor)
    if len(order) != len(sponsor_rows):
        raise InvariantBroken("the sponsor tree has a cycle")
    return order[::-1]
