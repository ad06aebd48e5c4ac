"""The outcome of a period as columns, whichever engine worked it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from commissions.engine.settlement import Settlement

from .columns import Codes
from .day_ranks import RanksUntil, ranks_until
from .lines import LineBlock, blocks_of
from .picture import ArrayCarried, ArrayPicture, carried_of
from .standing import ArrayStanding, from_standings


@dataclass(frozen=True, slots=True)
class ArraySettlement:
    """`blocks` is a stream that can be read once.

    After that, `carried` tells what is handed on, and `day_ranks` by which ranks orders were paid
    until which day, where the plan goes by the rank of the day.
    """

    standing: ArrayStanding
    blocks: Iterator[LineBlock]
    carried: Callable[[], ArrayCarried]
    day_ranks: Callable[[], Iterator[RanksUntil]] = lambda: iter(())


def from_walk(outcome: Settlement, picture: ArrayPicture) -> ArraySettlement:
    """Turn what the walk makes of a period into columns; its lines still come as it walks."""
    standing = from_standings(outcome.standings)
    return ArraySettlement(
        standing,
        blocks_of(outcome.lines, picture),
        lambda: carried_of(tuple(outcome.carried)),
        lambda: ranks_until(list(_ranks(outcome)), standing.ranked.paid),
    )


def _ranks(outcome: Settlement) -> Iterator[tuple[int, Codes]]:
    members = outcome.standings.picture.member_ids
    order = sorted(range(len(members)), key=members.__getitem__)
    for ground in outcome.days:
        day = ground.picture.volumes[0].day
        if ground.plan.rank_goes_by_day and day is not None:
            yield day.toordinal(), Codes.of(ground.standings.ranks[row] for row in order)
