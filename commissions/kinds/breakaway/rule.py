"""The terms of a breakaway rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule
from commissions.kinds.stages import Takers

from . import walk


@dataclass(frozen=True, slots=True)
class Breakaway(Rule):
    """A rule of kind "breakaway": a rate of each broken-away group, handed up leader by leader.

    Members of the ranks in `leaders` have broken away with their group, in the period or
    `from_next_period` on. Each leader owes the leader above the rate of its own group, at least
    `least_minor`, which is made up from what it receives; what is over, it keeps. It must hold
    `side_volume_minor` in its own group, or have so many broken-away groups, else all goes up.
    """

    base: str
    rate_bp: int
    leaders: frozenset[str]
    from_next_period: bool
    takers: Takers
    least_minor: int = 0
    side_volume_minor: int = 0
    or_groups: int = 0

    @property
    def most_bp(self) -> int:
        """Return the rate: every order stands in one group only."""
        return self.rate_bp

    @property
    def pays_positions(self) -> bool:
        """Everything a member gets is one line."""
        return True

    @property
    def needs_one_tree(self) -> bool:
        """Groups are added up."""
        return True

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each leader what it keeps."""
        return walk.earnings(self, ground)
