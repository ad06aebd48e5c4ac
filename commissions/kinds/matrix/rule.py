"""The terms of a bonus for full levels of a forced matrix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import PLACEMENT_TREE, Rule

from . import walk


@dataclass(frozen=True, slots=True)
class Matrix(Rule):
    """A rule of kind "matrix": each level of `width` ** level places pays once when it is full.

    `fills_minor` are the amounts of level 1, 2 and so on.
    """

    width: int
    fills_minor: tuple[int, ...]
    count_active_only: bool
    need_activity: bool

    @property
    def levels(self) -> int:
        """Return how many levels pay."""
        return len(self.fills_minor)

    @property
    def tree(self) -> str:
        """Name the tree of places."""
        return PLACEMENT_TREE

    def places(self, level: int) -> int:
        """Return how many places a level has."""
        return int(self.width**level)

    @property
    def hands_on(self) -> bool:
        """A level that was paid is not paid again."""
        return True

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay levels that are full for the first time."""
        return walk.fills(self, ground)
