"""The terms of a bonus on a member's own volume, or on that of its whole group."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule
from commissions.kinds.stages import GROUP_VOLUME, OWN_GROUP_VOLUME, Stages

from . import walk

# How stages apply, and what a slice pays that is not filled.
WHOLE = "whole"
SLICE = "slice"
OWN_RATE = "own_rate"
RATE_BELOW = "rate_below"
UNPAID = "unpaid"


@dataclass(frozen=True, slots=True)
class PersonalBonus(Rule):
    """A rule of kind "personal_bonus": points decide the rate, the orders' base carries it.

    `less` are rules above whose payments are advances on this one. Nobody takes below the rank at
    `least_step` of the ladder; `is_taken_once` tells that the plan counts an order for one of them.
    """

    base: str
    stages: Stages
    applies: str
    unfilled_slice: str
    least_minor: int
    less: tuple[str, ...]
    need_activity: bool
    least_step: int = -1
    is_taken_once: bool = False

    @property
    def reads(self) -> tuple[str, ...]:
        """Return the rules that pay advances."""
        return self.less

    @property
    def is_of_group(self) -> bool:
        """Tell whether the volume of the whole group counts."""
        return self.stages.by == GROUP_VOLUME

    @property
    def is_of_own_group(self) -> bool:
        """Tell whether the volume of the group counts up to the next leaders."""
        return self.stages.by == OWN_GROUP_VOLUME

    @property
    def looks_at_ranks(self) -> bool:
        """Own groups end at ranks."""
        return self.is_of_own_group

    @property
    def most_bp(self) -> int | None:
        """Return the highest rate; everybody above a group may have one on the same volume.

        An own group ends at leaders, so an order counts for one of them if they alone take.
        """
        is_once = not self.is_of_group and (not self.is_of_own_group or self.is_taken_once)
        return self.stages.top_bp if is_once else None

    def weight(self, volume_minor: int) -> int:
        """Return the points times the rate of each slice, in basis points.

        Volume is above zero; the last slice has no end, so it is never unfilled.
        """
        starts, rates = self.stages.starts, self.stages.rates_bp
        reached = bisect_right(starts, volume_minor) - 1
        if self.applies == WHOLE:
            return volume_minor * rates[reached]
        filled = sum(
            rate_bp * (end - start)
            for rate_bp, (start, end) in zip(rates, pairwise(starts[: reached + 1]), strict=False)
        )
        return filled + self._last_rate(reached) * (volume_minor - starts[reached])

    def _last_rate(self, reached: int) -> int:
        rates = self.stages.rates_bp
        if self.unfilled_slice == OWN_RATE or reached == len(rates) - 1:
            return rates[reached]
        return rates[reached - 1] if self.unfilled_slice == RATE_BELOW and reached else 0

    @property
    def pays_positions(self) -> bool:
        """Everything a member gets is one line."""
        return True

    @property
    def needs_one_tree(self) -> bool:
        """Groups are added up."""
        return self.is_of_group or self.is_of_own_group

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each member by its volume."""
        return walk.earnings(self, ground)
