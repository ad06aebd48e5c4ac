"""The terms of a fast start bonus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from commissions.engine.facts import Earning, Standing, Volume
from commissions.engine.ground import Ground
from commissions.kinds.unilevel.rule import Unilevel

from . import walk


@dataclass(frozen=True, slots=True)
class FastStart(Unilevel):
    """A rule of kind "fast_start": level commission on what new members order.

    `days` follow the day of joining, the last one counts whole. With `first_orders`, only so many
    orders of those days pay. `orders` are those that count: own ones, customers', or both.
    """

    days: int = 0
    first_orders: int | None = None
    orders: frozenset[str] = frozenset()

    @property
    def is_of_orders(self) -> bool:
        """Which orders are the first does not rest on one order alone."""
        return self.first_orders is None

    @property
    def hands_on(self) -> bool:
        """How many orders have paid already is counted over periods."""
        return self.first_orders is not None

    @property
    def needs_joining(self) -> bool:
        """It matters who is new."""
        return True

    def last_day(self, joined_on: date) -> date:
        """Return the last day on which a member is new."""
        return joined_on + timedelta(days=self.days)

    def counts(self, seller: Standing, volume: Volume) -> bool:
        """Tell whether an order was made by a new member; the first ones are not counted here."""
        return volume.kind in self.orders and self.is_new(seller.joined_on, volume.day)

    def is_new(self, joined_on: date | None, day: date | None) -> bool:
        """Tell whether a day is among the first of a member, the last one included."""
        return joined_on is not None and day is not None and day <= self.last_day(joined_on)

    def counted(self, ground: Ground) -> Iterator[Volume]:
        """Yield the orders that pay."""
        return walk.counted(self, ground)

    @property
    def needs_whole_period(self) -> bool:
        """First orders are counted."""
        return self.first_orders is not None

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each order that counts, level by level, and remember how many did."""
        yield from super(FastStart, self).lines(ground)
        walk.remember(self, ground)
