"""The terms of a car allowance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule
from commissions.kinds.by_rank import ByRank

from . import walk


@dataclass(frozen=True, slots=True)
class Car(Rule):
    """A rule of kind "car": an amount for each period in which a rank is paid.

    It begins after so many such periods in a row, and ends after so many missed ones in a row; it
    then has to begin anew. Missed periods before the end are paid with `pays_missed`.
    """

    amounts_minor: ByRank
    begins_after: int
    ends_after: int
    pays_missed: bool

    @property
    def hands_on(self) -> bool:
        """The periods with the rank are counted."""
        return True

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay member by member, and count the periods."""
        return walk.earnings(self, ground)
