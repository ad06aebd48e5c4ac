"""The fast evaluator: all members at once, over arrays of 64-bit whole numbers.

Reading has proven that no step leaves 64 bits, so nothing can run over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from core.rates import WHOLE_BP

from .node import Node, Op
from .rounding import HALF_UP, UP

Column = NDArray[np.int64]
_POINT = np.int64(100)
Columns = Sequence[Column]


def evaluate_all(node: Node, columns: Mapping[str, Column]) -> Column:
    """Return what a node comes to for each member; yes is 1 and no is 0."""
    if node.op is Op.FACT:
        return columns[node.name].astype(np.int64, copy=False)
    if node.op is Op.CONSTANT:
        return np.array(node.low, dtype=np.int64)
    parts = [evaluate_all(part, columns) for part in node.parts]
    if node.op in _ROUNDED:
        return _divide(*_ROUNDED[node.op](parts), node.name)
    return _EXACT[node.op](parts).astype(np.int64, copy=False)


def _divide(numerator: Column, denominator: Column, rounding: str) -> Column:
    whole, rest = np.divmod(np.abs(numerator), denominator)
    if rounding == UP:
        whole = whole + (rest > 0)
    elif rounding == HALF_UP:
        whole = whole + (rest >= denominator - rest)
    return np.where(numerator >= 0, whole, -whole)


_WHOLE = np.array(WHOLE_BP, dtype=np.int64)
_ROUNDED: Mapping[Op, Callable[[Columns], tuple[Column, Column]]] = {
    Op.SHARE: lambda parts: (parts[0] * parts[1], _WHOLE),
    Op.RATIO: lambda parts: (parts[0], parts[1]),
    Op.PERCENT_OF: lambda parts: (parts[0] * _WHOLE, parts[1]),
    Op.WORTH: lambda parts: (parts[0] * parts[1], np.array(_POINT)),
}
_EXACT: Mapping[Op, Callable[[Columns], NDArray[np.int64] | NDArray[np.bool_]]] = {
    Op.DEFINED: lambda parts: parts[0],
    Op.ADD: lambda parts: parts[0] + parts[1],
    Op.SUBTRACT: lambda parts: parts[0] - parts[1],
    Op.MULTIPLY: lambda parts: parts[0] * parts[1],
    Op.NEGATE: lambda parts: -parts[0],
    Op.MIN: lambda parts: reduce(np.minimum, parts),
    Op.MAX: lambda parts: reduce(np.maximum, parts),
    Op.LESS: lambda parts: parts[0] < parts[1],
    Op.AT_MOST: lambda parts: parts[0] <= parts[1],
    Op.MORE: lambda parts: parts[0] > parts[1],
    Op.AT_LEAST: lambda parts: parts[0] >= parts[1],
    Op.EQUAL: lambda parts: parts[0] == parts[1],
    Op.UNEQUAL: lambda parts: parts[0] != parts[1],
    Op.AND: lambda parts: reduce(np.minimum, parts),
    Op.OR: lambda parts: reduce(np.maximum, parts),
    Op.NOT: lambda parts: parts[0] == 0,
    Op.IF: lambda parts: np.where(parts[1] != 0, parts[0], parts[2]),
}
