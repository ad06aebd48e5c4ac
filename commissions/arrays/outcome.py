"""The outcome of a period as columns, whichever engine worked it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from commissions.engine.settlement import Settlement

from .lines import LineBlock, blocks_of
from .picture import ArrayCarried, ArrayPicture, carried_of
from .standing import ArrayStanding, from_standings


@dataclass(frozen=True, slots=True)
class ArraySettlement:
    """`blocks` is a stream that can be read once; `carried` tells what is handed on after that."""

    standing: ArrayStanding
    blocks: Iterator[LineBlock]
    carried: Callable[[], ArrayCarried]


def from_walk(outcome: Settlement, picture: ArrayPicture) -> ArraySettlement:
    """Turn what the walk makes of a period into columns; its lines still come as it walks."""
    return ArraySettlement(
        from_standings(outcome.standings),
        blocks_of(outcome.lines, picture),
        lambda: carried_of(tuple(outcome.carried)),
    )
