"""The terms of a rank bonus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule
from commissions.kinds.by_rank import ByRank

from . import walk


@dataclass(frozen=True, slots=True)
class RankBonus(Rule):
    """A rule of kind "rank_bonus": an amount for each title, once for each member.

    Titles that are skipped are paid too with `pays_skipped`. `within_days` counts from a member's
    first day, None for no deadline. An amount may come in `instalments`, one a period while the
    rank is paid; one that is missed comes later, or is lost.
    """

    amounts_minor: ByRank
    pays_skipped: bool
    within_days: int | None
    instalments: int
    missed_come_later: bool

    @property
    def hands_on(self) -> bool:
        """A title that was paid is not paid again."""
        return True

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay member by member, and remember what is paid."""
        return walk.earnings(self, ground)
