"""The terms of a unilevel rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from commissions.engine.facts import Earning, Standing, Step, Volume
from commissions.engine.ground import Ground
from commissions.engine.plan import Plan
from commissions.engine.rule import OrderRule
from core.rates import share

from . import walk


@dataclass(frozen=True, slots=True)
class Unilevel(OrderRule):
    """A rule of kind "unilevel": a falling rate for each upline who may take a level.

    `depth_by_rank` is None where every level is open to everybody. An obstacle in `pass_over`
    uses up no level (dynamic compression); any other obstacle uses the level up.
    """

    rates_bp: tuple[int, ...]
    depth_by_rank: Mapping[str, int] | None
    pass_over: frozenset[str]
    own_orders_start_at: str
    customer_orders_start_at: str

    def is_open(self, rank: str, level: int) -> bool:
        """Tell whether a rank reaches down to a level."""
        return self.depth_by_rank is None or self.depth_by_rank.get(rank, 0) >= level

    def starts_at_seller(self, kind: str) -> bool:
        """Tell whether level 1 is sought from the credited member on, not from the sponsor on."""
        start = self.own_orders_start_at if kind == "own" else self.customer_orders_start_at
        return start == "seller"

    @property
    def levels(self) -> int:
        """Return one level for each rate."""
        return len(self.rates_bp)

    @property
    def most_bp(self) -> int:
        """Return all levels together."""
        return sum(self.rates_bp)

    def possible_minor(self, plan: Plan, volume: Volume) -> int:
        """Return what an order would pay if somebody took every level, each level rounded."""
        base_minor = plan.base_minor(self, volume)
        return sum(share(base_minor, rate_bp) for rate_bp in self.rates_bp)

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each order level by level."""
        return walk.earnings(self, ground)

    def way(self, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
        """Walk up level by level."""
        return walk.climb(self, volume, uplines)
