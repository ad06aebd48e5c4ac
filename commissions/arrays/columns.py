"""The types of columns: which numbers are rows, which are amounts, which stand for texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

# Rows of members, orders or rules, and small counts; NOBODY where there is none.
Rows: TypeAlias = NDArray[np.int32]
# Money in minor units, points in hundredths, and the numbers by which people know members.
Minor: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Texts: TypeAlias = NDArray[np.bytes_]

LARGEST = 2**63 - 1
# A number that is not there: no period comes near it (`LARGEST` bounds every sum).
ABSENT = -(2**63)
_HALF = 32


@dataclass(frozen=True, slots=True)
class Codes:
    """A column of few different texts: row by row the place of its text in `names`.

    Keeps:  `names` are sorted and all of them occur, so equal columns have equal codes.
    """

    names: tuple[str, ...]
    rows: Rows

    @classmethod
    def of(cls, texts: Iterable[str]) -> Codes:
        """Encode a column."""
        column = list(texts)
        names = tuple(sorted(set(column)))
        place = {name: code for code, name in enumerate(names)}
        return cls(names, rows([place[text] for text in column]))

    @classmethod
    def among(cls, names: Sequence[str], places: Rows) -> Codes:
        """Encode a column that is given as places among names, in any order and more than occur."""
        used = np.unique(places)
        kept = sorted({names[place] for place in used.tolist()})
        code = {name: code for code, name in enumerate(kept)}
        codes = np.zeros(len(names), np.int32)
        codes[used] = [code[names[place]] for place in used.tolist()]
        return cls(tuple(kept), codes[places])

    def is_in(self, wanted: Iterable[str]) -> Flags:
        """Tell row by row whether its text is one of those wanted."""
        chosen = set(wanted)
        return np.array([name in chosen for name in self.names], np.bool_)[self.rows]

    def code(self, name: str) -> int:
        """Return the code of a text, -1 if no row has it."""
        return self.names.index(name) if name in self.names else -1


def rows(values: object) -> Rows:
    """Return a column of rows."""
    return np.asarray(values, np.int32)


def minor(values: object) -> Minor:
    """Return a column of amounts.

    Raises: OverflowError — a number does not fit into 64 bits.
    """
    return np.asarray(values, np.int64)


def exact_sum(amounts: Minor) -> int:
    """Add up a column without any bound: its halves are added apart, and put together as Python's.

    Units: below 2^31 rows.
    """
    above, below = amounts >> _HALF, amounts & (2**_HALF - 1)
    return (int(above.sum()) << _HALF) + int(below.sum())
