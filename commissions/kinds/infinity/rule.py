"""The terms of an infinity rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from commissions.engine.facts import Earning, Standing, Step, Volume
from commissions.engine.ground import Ground
from commissions.engine.rule import OrderRule
from commissions.kinds.stages import Takers

from . import walk


@dataclass(frozen=True, slots=True)
class Infinity(OrderRule):
    """A rule of kind "infinity": a rate by rank on everything beyond a depth, without end.

    The depth is `from_level`, counted from the sponsor on, or `from_generation`, where members of
    a rank in `boundaries` end generations. The first such leader ends it for all above, or leaves
    them what their rate adds (`is_differential`); a leader too near to the order does the same
    without earning, if `near_blocks`.
    """

    rate_by_rank: Mapping[str, int]
    is_differential: bool
    from_level: int
    from_generation: int
    boundaries: frozenset[str]
    near_blocks: bool
    takers: Takers

    @property
    def most_bp(self) -> int:
        """Return the highest rate: all that take together get no more."""
        return max(self.rate_by_rank.values())

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Pay each order beyond the depth."""
        return walk.earnings(self, ground)

    def way(self, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
        """Walk up member by member."""
        return walk.climb(self, volume, uplines)
