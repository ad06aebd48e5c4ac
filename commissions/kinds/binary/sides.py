"""What comes up left and right of each member, and who stands there, by the placement tree."""

from __future__ import annotations

from dataclasses import dataclass

from commissions.engine.facts import Placement
from commissions.engine.standings import Standings, group_volumes
from commissions.engine.tree import NOBODY, Tree, plant
from core.errors import InvariantBroken

from .pairing import Sides


@dataclass(frozen=True, slots=True)
class Pairs:
    """The placement tree: the rows left and right of each row, and a numbering that nests.

    `first` counts rows so that a row's subtree is `first` up to before `first + size`.
    """

    tree: Tree
    children: tuple[list[int], list[int]]
    first: list[int]
    size: list[int]

    def side_of(self, row: int, other: int) -> int:
        """Return 0 if another row stands on the left below this one, 1 for the right, -1 else."""
        for side, children in enumerate(self.children):
            child = children[row]
            begins = self.first[child]
            if child != NOBODY and begins <= self.first[other] < begins + self.size[child]:
                return side
        return NOBODY


def pairs_of(placement: Placement | None, member_ids: tuple[int, ...]) -> Pairs:
    """Read the placement tree.

    Raises: InvariantBroken — there is none, a slot is neither 1 nor 2 or taken twice, a cycle.
    """
    if placement is None:
        raise InvariantBroken("a binary rule needs the placement tree")
    tree = plant(member_ids, placement.parent_ids)
    children = ([NOBODY] * len(member_ids), [NOBODY] * len(member_ids))
    for row, parent in enumerate(tree.sponsor_rows):
        if parent == NOBODY:
            continue
        slot = placement.slots[row]
        if slot not in (1, 2) or children[slot - 1][parent] != NOBODY:
            raise InvariantBroken(f"member {member_ids[row]} cannot stand in slot {slot}")
        children[slot - 1][parent] = row
    size = group_volumes(tree, [1] * len(member_ids))
    return Pairs(tree, children, _numbered(tree, children, size), size)


def _numbered(tree: Tree, children: tuple[list[int], list[int]], size: list[int]) -> list[int]:
    first, next_root = [0] * len(size), 0
    for row in tree.sponsors_first:
        if tree.sponsor_rows[row] == NOBODY:
            first[row], next_root = next_root, next_root + size[row]
        left, right = children[0][row], children[1][row]
        if left != NOBODY:
            first[left] = first[row] + 1
        if right != NOBODY:
            first[right] = first[row] + 1 + (size[left] if left != NOBODY else 0)
    return first


def own_volumes(volume_name: str, standings: Standings) -> list[int]:
    """Sum what each member brings up: personal volume, or the commission points of its orders."""
    if volume_name == "pv":
        return standings.pv_minor
    total = [0] * len(standings.pv_minor)
    row_of = standings.tree.row_of
    for volume in standings.picture.volumes:
        total[row_of[volume.member_id]] += volume.cv_minor
    for reversal in standings.picture.reversals:
        if reversal.lowers_points:
            total[row_of[reversal.member_id]] += reversal.cv_minor
    return total


def new_sides(pairs: Pairs, own: list[int]) -> list[Sides]:
    """Return what came up below each member, left and right, of all depths."""
    below = [*group_volumes(pairs.tree, own), 0]  # the last entry is NOBODY's
    left, right = pairs.children
    return [Sides(below[left[row]], below[right[row]]) for row in range(len(own))]


def sponsored_sides(pairs: Pairs, standings: Standings) -> list[Sides]:
    """Count the active members that each member sponsors itself and that stand on each side."""
    counts = [[0, 0] for _row in standings.is_active]
    for row, sponsor in enumerate(standings.tree.sponsor_rows):
        if sponsor == NOBODY or not standings.is_active[row]:
            continue
        side = pairs.side_of(sponsor, row)
        if side != NOBODY:
            counts[sponsor][side] += 1
    return [Sides(*count) for count in counts]
