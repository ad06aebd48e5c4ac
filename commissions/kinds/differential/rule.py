"""The terms of a differential rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commissions.engine.facts import OWN, Earning, Standing, Step, Volume
from commissions.engine.ground import Ground
from commissions.engine.rule import OrderRule
from commissions.kinds.stages import Stages, Takers
from core.rates import share

from . import walk

SELLER = "seller"
SPONSOR = "sponsor"
ABOVE_SELLER = "above_seller"

COURTESY = "courtesy"
TOP_ONLY = "top_only"
MATCH = "match"


@dataclass(frozen=True, slots=True)
class EqualStage:
    """What the first one above at the same stage as the last taker gets ("Gleichstand").

    `rate_bp` is taken of the order, or of what that taker got when it is matched. Only stages
    from `from_bp` on pay it, once per order or once per stage.
    """

    is_matched: bool
    rate_bp: int
    from_bp: int
    is_per_stage: bool

    def granted_bp(self, taken_bp: int) -> int:
        """Return the rate, rounded to a hundredth of a percent where it matches another."""
        return share(taken_bp, self.rate_bp) if self.is_matched else self.rate_bp


@dataclass(frozen=True, slots=True)
class Differential(OrderRule):
    """A rule of kind "differential": the gap between a member's stage and the best one below.

    `least_bp` is what the first upline with a smaller gap gets all the same (Abstandsprovision).
    What goes beyond the gaps comes on top, or `is_within_cap`: then it is taken off what further
    uplines get, and nobody is paid beyond the top stage. An overtaken upline may end the way.
    """

    stages: Stages
    takers: Takers
    own_orders_start_at: str
    customer_orders_start_at: str
    overtaken_ends: bool
    equal: EqualStage | None = None
    least_bp: int = 0
    is_within_cap: bool = False

    def start(self, kind: str) -> str:
        """Say where the way of an order begins."""
        return self.own_orders_start_at if kind == OWN else self.customer_orders_start_at

    @property
    def most_bp(self) -> int:
        """Return the top stage, and what may come on top of it."""
        top = self.stages.top_bp
        return top if self.is_within_cap else top + self.least_bp + self._most_for_equals

    @property
    def _most_for_equals(self) -> int:
        """Return the most that equal stages add: matches round each rate up by half a hundredth."""
        if self.equal is None:
            return 0
        stages = {rate for rate in self.stages.rates_bp if rate >= max(self.equal.from_bp, 1)}
        if self.equal.is_matched:
            return share(self.stages.top_bp, self.equal.rate_bp) + len(stages)
        return self.equal.rate_bp * (len(stages) if self.equal.is_per_stage else 1)

    @property
    def is_of_orders(self) -> bool:
        """Stages by rank leave each line to its order; those by volume move with other orders."""
        return self.stages.step_of is not None

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each order stage by stage."""
        return walk.earnings(self, ground)

    def way(self, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
        """Walk up member by member."""
        return walk.climb(self, volume, uplines)
