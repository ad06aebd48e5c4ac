"""Numbers that a plan gives once for everybody, or rank by rank."""

from __future__ import annotations

from collections.abc import Mapping

ByRank = Mapping[str, int]

# The key under which a number stands that is the same for all ranks.
EVERYBODY = "everybody"


def of_rank(numbers: ByRank, rank: str) -> int:
    """Return a rank's number; a rank that is not named has nothing."""
    everybodys = numbers.get(EVERYBODY)
    return numbers.get(rank, 0) if everybodys is None else everybodys
