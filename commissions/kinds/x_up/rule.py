"""The terms of an X-up rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commissions.engine.facts import Earning, Standing, Step, Volume
from commissions.engine.ground import Ground
from commissions.engine.rule import OrderRule

from . import sales, walk


@dataclass(frozen=True, slots=True)
class XUp(OrderRule):
    """A rule of kind "x_up": an order pays one member, past those who give it away.

    Counting recruits, those of a recruit pay its sponsor or somebody above; with `counts_sales`,
    those of a member pay itself, but for the sales that it gives away.

    `passes_up` are the recruits that a member gives away, by the order in which they joined. They
    go to the nearest above who has given away all its own, or without `needs_own_passed` to the
    nearest above. With `gives_line`, what a recruit that was given away passes up itself goes past
    who gave it away, too. `orders` are those that pay. Instead of a list, `every` second, third and
    so on is given away. With `counts_received`, a sale counts for whoever gets it as well.
    """

    rate_bp: int
    passes_up: frozenset[int]
    needs_own_passed: bool
    gives_line: bool
    orders: frozenset[str]
    pass_over: frozenset[str]
    every: int = 0
    counts_sales: bool = False
    counts_received: bool = False

    def is_passed_up(self, recruit_no: int) -> bool:
        """Tell whether a sponsor gives its recruit of this number away."""
        if self.every:
            return recruit_no > 0 and recruit_no % self.every == 0
        return recruit_no in self.passes_up

    def has_passed(self, recruits: int) -> bool:
        """Tell whether who has so many recruits has given away all that it must."""
        return recruits >= max(self.passes_up, default=0)

    @property
    def needs_recruits(self) -> bool:
        """It matters who was brought first, unless sales are counted."""
        return not self.counts_sales

    @property
    def is_of_orders(self) -> bool:
        """Which sale is the first does not rest on one order alone."""
        return not self.counts_sales

    @property
    def hands_on(self) -> bool:
        """Sales are counted over periods."""
        return self.counts_sales

    @property
    def needs_whole_period(self) -> bool:
        """Sales are counted."""
        return self.counts_sales

    @property
    def levels(self) -> int:
        """Return the only level."""
        return 1

    @property
    def most_bp(self) -> int:
        """Return the rate: one member earns on an order."""
        return self.rate_bp

    @property
    def needs_one_tree(self) -> bool:
        """Recruits are counted."""
        return True

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each order to one member."""
        return sales.earnings(self, ground) if self.counts_sales else walk.earnings(self, ground)

    def told(self, uplines: Iterable[Standing], taker_id: int) -> Iterable[Standing]:
        """Mark who gave a sale on to who got it."""
        return sales.marked(self, uplines, taker_id) if self.counts_sales else uplines

    def way(self, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
        """Walk up to who earns."""
        return (
            sales.climb(self, uplines) if self.counts_sales else walk.climb(self, volume, uplines)
        )
