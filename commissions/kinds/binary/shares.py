"""The limit of a person with several positions: in proportion to what each would be paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from commissions.engine.ground import Ground
from commissions.engine.persons import kept_within, together
from commissions.kinds.by_rank import ByRank, of_rank

if TYPE_CHECKING:
    from .rule import Binary


class Share(NamedTuple):
    """What is left for one position of the limit of its person.

    `cap_minor` is that limit, and `together_minor` what all `positions` would be paid without it.
    """

    left_minor: int
    cap_minor: int
    positions: int
    together_minor: int

    @property
    def facts(self) -> tuple[tuple[str, int], ...]:
        """Return what explains it."""
        return (
            ("cap", self.cap_minor),
            ("positions", self.positions),
            ("together", self.together_minor),
        )


def shares_of(rule: Binary, ground: Ground, wanted: Mapping[int, int]) -> dict[int, Share]:
    """Return what is left for each position of a person whose limit holds.

    `wanted` is what each would be paid by itself, after the limits of its own rank.
    """
    found: dict[int, Share] = {}
    if rule.cap_by_rank is None:
        return found
    standings = ground.standings
    for positions in dict.fromkeys(together(ground.picture).values()):
        ranks = (standings.ranks[standings.tree.row_of[each]] for each in positions)
        shares = share_out(rule.cap_by_rank, ranks, [wanted.get(each, 0) for each in positions])
        found.update(zip(positions, shares, strict=False))
    return found


def share_out(caps: ByRank, ranks: Iterable[str], wanted: Sequence[int]) -> Iterator[Share]:
    """Split the highest limit of these ranks; nothing where it does not hold."""
    cap_minor, sum_minor = max(of_rank(caps, rank) for rank in ranks), sum(wanted)
    if sum_minor > cap_minor:
        for left_minor in kept_within(cap_minor, wanted):
            yield Share(left_minor, cap_minor, len(wanted), sum_minor)
