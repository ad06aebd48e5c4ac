"""By which rank everybody was paid until which day: only where it was another one afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .columns import Codes, Rows, rows


class RanksUntil(NamedTuple):
    """The ranks before a day, counted from year 1, of the rows that had another one from then."""

    until: int
    rows: Rows
    ranks: Codes


def ranks_until(days: Sequence[tuple[int, Codes]], last: Codes) -> Iterator[RanksUntil]:
    """Yield what changed after each of some rising days, the latest first.

    `last` are the ranks by which the period's end pays.
    """
    after = last
    for day, ranks in reversed(days):
        changed = np.flatnonzero(_texts(ranks) != _texts(after))
        if len(changed):
            kept = Codes.among(ranks.names, ranks.rows[changed])
            yield RanksUntil(day + 1, rows(changed), kept)
        after = ranks


def _texts(column: Codes) -> np.ndarray[tuple[int], np.dtype[np.str_]]:
    return np.array(column.names, np.str_)[column.rows]
