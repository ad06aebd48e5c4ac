"""The terms of a pool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule
from commissions.kinds.by_rank import ByRank

from . import walk


@dataclass(frozen=True, slots=True)
class Pool(Rule):
    """A rule of kind "pool": a share of all orders, or of those to some countries, is divided.

    A rank has so many shares for each member, point or cent that `counted` names; or each rank has
    its quota of the pool (`quotas_bp`, then `shares` is one for each rank with a quota). `of` are
    the rules whose pay is counted as income. With `to_the_cent` nothing is left over.
    """

    base: str
    rate_bp: int
    countries: frozenset[str]
    shares: ByRank
    quotas_bp: ByRank | None
    empty_to_others: bool
    counted: str
    of: tuple[str, ...]
    least_qualified: int
    to_the_cent: bool

    @property
    def reads(self) -> tuple[str, ...]:
        """It needs the income that it counts."""
        return self.of

    @property
    def most_bp(self) -> int:
        """Return the share of the orders that is divided."""
        return self.rate_bp

    @property
    def hands_on(self) -> bool:
        """Growth is what comes beyond the pay of the period before."""
        return self.counted == "growth"

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each qualified member its part."""
        return walk.earnings(self, ground)
