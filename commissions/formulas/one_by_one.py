"""The readable evaluator: one member, whole numbers, one operation after the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import prod

from core.rates import WHOLE_BP

from .node import Node, Op
from .rounding import divide

_POINT = 100
Numbers = Sequence[int]


def evaluate(node: Node, facts: Mapping[str, int]) -> int:
    """Return what a node comes to; yes is 1 and no is 0."""
    if node.op is Op.FACT:
        return int(facts[node.name])
    if node.op is Op.CONSTANT:
        return node.low
    numbers = [evaluate(part, facts) for part in node.parts]
    if node.op in _ROUNDED:
        return divide(*_ROUNDED[node.op](numbers), node.name)
    return int(_EXACT[node.op](numbers))


_ROUNDED: Mapping[Op, Callable[[Numbers], tuple[int, int]]] = {
    Op.SHARE: lambda parts: (parts[0] * parts[1], WHOLE_BP),
    Op.RATIO: lambda parts: (parts[0], parts[1]),
    Op.PERCENT_OF: lambda parts: (parts[0] * WHOLE_BP, parts[1]),
    Op.WORTH: lambda parts: (parts[0] * parts[1], _POINT),
}
_EXACT: Mapping[Op, Callable[[Numbers], int]] = {
    Op.DEFINED: lambda parts: parts[0],
    Op.ADD: sum,
    Op.SUBTRACT: lambda parts: parts[0] - parts[1],
    Op.MULTIPLY: prod,
    Op.NEGATE: lambda parts: -parts[0],
    Op.MIN: min,
    Op.MAX: max,
    Op.LESS: lambda parts: parts[0] < parts[1],
    Op.AT_MOST: lambda parts: parts[0] <= parts[1],
    Op.MORE: lambda parts: parts[0] > parts[1],
    Op.AT_LEAST: lambda parts: parts[0] >= parts[1],
    Op.EQUAL: lambda parts: parts[0] == parts[1],
    Op.UNEQUAL: lambda parts: parts[0] != parts[1],
    Op.AND: all,
    Op.OR: any,
    Op.NOT: lambda parts: not parts[0],
    Op.IF: lambda parts: parts[0] if parts[1] else parts[2],
}
