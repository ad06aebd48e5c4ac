"""The terms of a generation rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from commissions.engine.facts import OWN, Earning, Standing, Step, Volume
from commissions.engine.ground import Ground
from commissions.engine.rule import OrderRule
from commissions.kinds.stages import Takers

from . import walk

SELLER = "seller"
SPONSOR = "sponsor"


@dataclass(frozen=True, slots=True)
class Generation(OrderRule):
    """A rule of kind "generation": a rate for each generation of leaders down to an order.

    Seen from an earner, members from `boundary_step` of the ladder on (None: from the earner's
    own) end generation 1, 2 and so on: with their own volume in it, or it `opens` the next one.
    Inactive ones count as boundaries, or are seen through; a generation without any personal
    volume on the way counts, or is skipped. Other leaders between may end an earner's part.
    `takers_have_volume`: the plan lets nobody earn here without personal volume.
    """

    rates_by_rank: Mapping[str, tuple[int, ...]]
    step_of: Mapping[str, int]
    boundary_step: int | None
    opens: bool
    takers: Takers
    inactive_bound: bool
    empty_count: bool
    equals_allowed: int | None
    stops_at_higher: bool
    own_orders_start_at: str
    customer_orders_start_at: str
    takers_have_volume: bool = False

    def starts_at_seller(self, kind: str) -> bool:
        """Tell whether the credited member itself may take generation 1 of an order."""
        start = self.own_orders_start_at if kind == OWN else self.customer_orders_start_at
        return start == SELLER

    def step(self, rank: str) -> int:
        """Return a rank's place on the ladder, -1 without one."""
        return self.step_of.get(rank, -1)

    def bounds(self, standing: Standing) -> bool:
        """Tell whether a member may be a boundary or a blocker, if its rank is high enough."""
        return standing.is_active or self.inactive_bound

    @property
    def thresholds(self) -> Mapping[str, int]:
        """Return for each rank that earns from which step on others bound its generations."""
        bound = self.boundary_step
        return {rank: self.step(rank) if bound is None else bound for rank in self.rates_by_rank}

    @property
    def levels(self) -> int:
        """Return the most generations that a rank reaches."""
        return max(len(rates) for rates in self.rates_by_rank.values())

    @property
    def most_bp(self) -> int | None:
        """Return all generations together, None where any number may earn in one generation.

        Between two earners of a generation stands a boundary if all earners are boundaries, and it
        uses up a number if none is skipped, or if each of them has volume of its own.
        """
        if not self._earners_bound:
            return None
        columns = [rates + (0,) * (self.levels - len(rates)) for rates in self._ladders]
        if self.boundary_step is not None:
            columns = [tuple(max(at_place) for at_place in zip(*columns, strict=True))]
        most = sum(self._most_of(column) for column in columns)
        # A seller who closes its own generation takes it, and whoever stands above takes it again.
        seller_takes = SELLER in (self.own_orders_start_at, self.customer_orders_start_at)
        twice = seller_takes and not self.opens
        return most + (max(column[0] for column in columns) if twice else 0)

    def _most_of(self, rates: tuple[int, ...]) -> int:
        """Return what earners of the same boundaries take together.

        Where boundaries open generations and empty ones are skipped, an earner right above one
        has the number of the generation it ended, and any other earner there the next number.
        """
        if self.empty_count or not self.opens:
            return sum(rates)
        return rates[0] + sum(map(max, pairwise((*rates, 0))))

    @property
    def _ladders(self) -> list[tuple[int, ...]]:
        return list(self.rates_by_rank.values())

    @property
    def _earners_bound(self) -> bool:
        """Tell whether whoever earns is a boundary for those above, and its generation counts."""
        all_bound = self.takers.need_activity or self.inactive_bound
        all_reach = self.boundary_step is None or all(
            self.step(rank) >= self.boundary_step for rank in self.rates_by_rank
        )
        all_count = self.empty_count or (self.takers.need_activity and self.takers_have_volume)
        return all_reach and all_bound and all_count

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each order generation by generation."""
        return walk.earnings(self, ground)

    def way(self, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
        """Walk up member by member."""
        return walk.climb(self, volume, uplines)
