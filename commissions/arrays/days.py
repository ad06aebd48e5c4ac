"""The trees of a picture's days over columns: what `engine.days` says."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissions.engine.tree import NOBODY

from .columns import Rows, minor, rows
from .picture import NO_DAY, ArrayPicture
from .tree import ArrayTree, plant


class ArrayDays:
    """The trees by number: from 0, before the first move, to `last`, after all of them."""

    def __init__(self, picture: ArrayPicture, tree: ArrayTree) -> None:
        self._picture = picture
        self._starts = rows(sorted({each.day.toordinal() for each in picture.moves}))
        self.last = len(self._starts)
        self._planted = {self.last: tree}

    def numbers_of(self, days: Rows) -> Rows:
        """Return the number of the tree of each day; no day is the last."""
        found = np.searchsorted(self._starts, days, side="right")
        return rows(np.where(days == NO_DAY, self.last, found))

    def tree(self, number: int) -> ArrayTree:
        """Return a tree by its number."""
        if number not in self._planted:
            self._planted[number] = plant(self.sponsor_rows(number))
        return self._planted[number]

    def sponsor_rows(self, number: int) -> Rows:
        """Return the sponsors of a tree: later moves undone, the last one first."""
        above = self._picture.sponsor_rows
        if number == self.last:
            return above
        above, start = above.copy(), self._starts[number]
        moves = sorted(self._picture.moves, reverse=True, key=lambda each: each.day)
        undone = [each for each in moves if each.day.toordinal() >= start]
        members = self._picture.rows_of(minor([each.member_id for each in undone]))
        for row, each in zip(members.tolist(), undone, strict=True):
            above[row] = NOBODY if each.from_id is None else self._row(each.from_id)
        return above

    def stretches(self, days: Rows) -> Iterator[tuple[int, Rows]]:
        """Yield the numbers of trees, each with the places of the orders of its days."""
        numbers = self.numbers_of(days)
        for number in sorted({self.last, *np.unique(numbers).tolist()}):
            yield number, rows(np.flatnonzero(numbers == number))

    def _row(self, member_id: int) -> int:
        return int(self._picture.rows_of(minor([member_id]))[0])
