"""The terms of an X-up rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commissions.engine.facts import Earning, Standing, Step, Volume
from commissions.engine.ground import Ground
from commissions.engine.rule import OrderRule

from . import walk


@dataclass(frozen=True, slots=True)
class XUp(OrderRule):
    """A rule of kind "x_up": orders of a recruit pay one member, its sponsor or somebody above.

    `passes_up` are the recruits that a member gives away, by the order in which they joined. They
    go to the nearest above who has given away all its own, or without `needs_own_passed` to the
    nearest above. With `gives_line`, what a recruit that was given away passes up itself goes past
    who gave it away, too. `orders` are those that pay.
    """

    rate_bp: int
    passes_up: frozenset[int]
    needs_own_passed: bool
    gives_line: bool
    orders: frozenset[str]
    pass_over: frozenset[str]

    def is_passed_up(self, recruit_no: int) -> bool:
        """Tell whether a sponsor gives its recruit of this number away."""
        return recruit_no in self.passes_up

    def has_passed(self, recruits: int) -> bool:
        """Tell whether who has so many recruits has given away all that it must."""
        return recruits >= max(self.passes_up)

    @property
    def needs_recruits(self) -> bool:
        """It matters who was brought first."""
        return True

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
        return walk.earnings(self, ground)

    def way(self, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
        """Walk up to who earns."""
        return walk.climb(self, volume, uplines)
