"""The terms of a unilevel rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from commissions.engine.facts import Earning, Standing, Step, Volume
from commissions.engine.ground import Ground
from commissions.engine.rule import SPONSOR_TREE, OrderRule
from core.rates import WHOLE_BP

from . import walk

# What becomes of the order of a member who may not earn in the period.
PAYS = "pays"
LOST = "lost"
PUSHED_UP = "pushed_up"


@dataclass(frozen=True, slots=True)
class NewMembers:
    """For how many days after joining a member's orders count only a share."""

    days: int
    share_bp: int

    def has(self, joined_on: date | None, day: date | None) -> bool:
        """Tell whether an order falls into the days, the last one included."""
        return joined_on is not None and day is not None and day <= self.last_day(joined_on)

    def last_day(self, joined_on: date) -> date:
        """Return the last day of who joined then."""
        return joined_on + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Unilevel(OrderRule):
    """A rule of kind "unilevel": a rate for each upline who may take a level.

    `rates_bp` are the highest of each level, where `rates_by_rank` says more. `depth_by_rank` is
    None where every level is open to everybody. An obstacle in `pass_over` uses up no level
    (dynamic compression); any other obstacle uses the level up. `is_endless`: the last rate goes
    on for every level above.
    """

    rates_bp: tuple[int, ...]
    depth_by_rank: Mapping[str, int] | None
    pass_over: frozenset[str]
    own_orders_start_at: str
    customer_orders_start_at: str
    rates_by_rank: Mapping[str, tuple[int, ...]] | None = None
    is_endless: bool = False
    is_limited_by_buyer: bool = False
    inactive_volume: str = PAYS
    skipped_keeps_level: bool = False
    may_earn_several_levels: bool = False
    new_members: NewMembers | None = None
    tree: str = SPONSOR_TREE

    def is_open(self, rank: str, level: int) -> bool:
        """Tell whether a rank reaches down to a level."""
        return self.depth_by_rank is None or self.depth_by_rank.get(rank, 0) >= level

    def starts_at_seller(self, kind: str) -> bool:
        """Tell whether level 1 is sought from the credited member on, not from the sponsor on."""
        start = self.own_orders_start_at if kind == "own" else self.customer_orders_start_at
        return start == "seller"

    def has_level(self, level: int) -> bool:
        """Tell whether there is a rate for a level."""
        return self.is_endless or level <= len(self.rates_bp)

    def rate_bp(self, level: int, rank: str, buyer_rank: str, is_new: bool) -> int:
        """Return what a rank takes on a level of an order of a member of another rank."""
        rate_bp = self._rate_of(level, rank)
        if self.is_limited_by_buyer:
            rate_bp = min(rate_bp, self._rate_of(level, buyer_rank))
        if self.new_members is not None and is_new:
            return rate_bp * self.new_members.share_bp // WHOLE_BP
        return rate_bp

    def _rate_of(self, level: int, rank: str) -> int:
        place = min(level, len(self.rates_bp)) - 1 if self.is_endless else level - 1
        if self.rates_by_rank is None:
            return self.rates_bp[place]
        rates = self.rates_by_rank.get(rank, ())
        return rates[place] if place < len(rates) else 0

    def counts(self, seller: Standing, volume: Volume) -> bool:
        """Tell whether an order pays at all."""
        return True

    def counted(self, ground: Ground) -> Iterator[Volume]:
        """Yield the orders of the period that pay."""
        yield from ground.picture.volumes

    def is_of_new_member(self, seller: Standing, volume: Volume) -> bool:
        """Tell whether an order counts only its share."""
        return self.new_members is not None and self.new_members.has(seller.joined_on, volume.day)

    @property
    def needs_joining(self) -> bool:
        """It matters who is new where orders of new members count a share."""
        return self.new_members is not None

    @property
    def levels(self) -> int:
        """Return one level for each rate, 0 where levels have no end."""
        return 0 if self.is_endless else len(self.rates_bp)

    @property
    def most_bp(self) -> int | None:
        """Return all levels together."""
        return None if self.is_endless else sum(self.rates_bp)

    @property
    def shares_bp(self) -> tuple[int, ...] | None:
        """Return every level's rate, each rounded; nothing where levels go on without end."""
        return None if self.is_endless else self.rates_bp

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each order level by level."""
        return walk.earnings(self, ground)

    def way(self, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
        """Walk up level by level."""
        return walk.climb(self, volume, uplines)
