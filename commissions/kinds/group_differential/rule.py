"""The terms of a group differential rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule
from commissions.kinds.stages import Stages, Takers

from . import walk

ZERO = "zero"
NEGATIVE = "negative"
BLOCK_LEG = "block_leg"


@dataclass(frozen=True, slots=True)
class GroupDifferential(Rule):
    """A rule of kind "group_differential": one line a member, for all volume of its group.

    `overtaken` says what a leg of a higher stage is to those above: nothing to take, so that each
    gets what it would get order by order; a loss; or no leg of theirs any more.
    """

    base: str
    stages: Stages
    takers: Takers
    overtaken: str

    @property
    def most_bp(self) -> int:
        """Return the top stage: all lines of a group add up to no more."""
        return self.stages.top_bp

    @property
    def pays_positions(self) -> bool:
        """Everything a member gets is one line."""
        return True

    @property
    def needs_one_tree(self) -> bool:
        """Groups are added up."""
        return True

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each group what its legs have not got."""
        return walk.earnings(self, ground)
