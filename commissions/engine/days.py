"""The tree of every day: the one of the last day, with all moves after a day undone."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from .tree import Tree, plant

if TYPE_CHECKING:
    from .facts import Picture, Volume


class Days:
    """The trees of a picture's days; days between two moves share one, planted when asked for.

    They are numbered: from 0, before the first move, to `last`, after all of them. An order that
    says no day belongs to the last one.
    """

    def __init__(self, picture: Picture, tree: Tree) -> None:
        self._picture = picture
        self._starts = sorted({each.day for each in picture.moves})
        self.last = len(self._starts)
        self._planted = {self.last: tree}

    def number_of(self, day: date | None) -> int:
        """Return the number of a day's tree."""
        return self.last if day is None else bisect_right(self._starts, day)

    def tree(self, number: int) -> Tree:
        """Return a tree by its number."""
        if number not in self._planted:
            self._planted[number] = plant(self._picture.member_ids, self.sponsors(number))
        return self._planted[number]

    def sponsors(self, number: int) -> Sequence[int | None]:
        """Return the sponsors of a tree, in the picture's order."""
        if number == self.last:
            return self._picture.sponsor_ids
        left = {
            each.member_id: each.from_id
            for each in sorted(self._picture.moves, reverse=True, key=lambda each: each.day)
            if each.day >= self._starts[number]
        }
        pairs = zip(self._picture.member_ids, self._picture.sponsor_ids, strict=True)
        return tuple(left.get(member_id, now) for member_id, now in pairs)

    def orders(self) -> dict[int, list[Volume]]:
        """Return the orders of the picture by the number of the tree of their day."""
        found: dict[int, list[Volume]] = defaultdict(list)
        for volume in self._picture.volumes:
            found[self.number_of(volume.day)].append(volume)
        return found
