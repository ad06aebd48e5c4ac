"""The terms of a retail rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from commissions.engine.facts import Earning, Standing, Step, Volume
from commissions.engine.ground import Ground
from commissions.engine.plan import Plan
from commissions.engine.rule import ORDER_RETAIL, OrderRule

from . import walk


@dataclass(frozen=True, slots=True)
class Retail(OrderRule):
    """A rule of kind "retail": a member earns on orders that are credited to itself.

    `orders` are those that pay: the member's own, its customers', or both. `rates_bp` are those of
    ranks, where `rate` is not everybody's.
    """

    orders: frozenset[str]
    everybodys_bp: int
    rates_bp: Mapping[str, int]
    need_activity: bool

    def rate_of(self, rank: str) -> int:
        """Return the rate of a rank."""
        return self.rates_bp.get(rank, 0) if self.rates_bp else self.everybodys_bp

    @property
    def highest_bp(self) -> int:
        """Return the highest rate."""
        return max((self.everybodys_bp, *self.rates_bp.values()))

    @property
    def most_bp(self) -> int:
        """Return the highest rate; a margin is nothing of an order's worth, customers pay it."""
        return 0 if self.base == ORDER_RETAIL else self.highest_bp

    def possible_minor(self, plan: Plan, volume: Volume) -> int:
        """Return what an order pays at the highest rate."""
        if volume.kind not in self.orders:
            return 0
        return self.amount_minor(plan.base_minor(self, volume), self.highest_bp)

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each order to the member to whom it is credited."""
        return walk.earnings(self, ground)

    def way(self, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
        """Say what the member does to whom the order is credited."""
        return walk.climb(self, volume, uplines)
