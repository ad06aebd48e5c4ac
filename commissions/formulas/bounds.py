"""What is known of a number before it is known: the least and the greatest it can be."""

from __future__ import annotations

from itertools import product

from .node import Op
from .rounding import divide

Interval = tuple[int, int]


def multiplied(left: Interval, right: Interval) -> Interval:
    """Bound a product."""
    corners = [one * other for one, other in product(left, right)]
    return min(corners), max(corners)


def divided(number: Interval, by: Interval, rounding: str) -> Interval:
    """Bound a rounded quotient; what divides is above zero."""
    corners = [divide(one, other, rounding) for one, other in product(number, by)]
    return min(corners), max(corners)


def always(op: Op, left: Interval, right: Interval) -> bool:
    """Tell whether a comparison holds for every number within the bounds."""
    decided = {
        Op.LESS: left[1] < right[0],
        Op.AT_MOST: left[1] <= right[0],
        Op.MORE: left[0] > right[1],
        Op.AT_LEAST: left[0] >= right[1],
        Op.EQUAL: left[0] == left[1] == right[0] == right[1],
        Op.UNEQUAL: left[1] < right[0] or left[0] > right[1],
    }
    return decided[op]


_OPPOSITES = {
    Op.LESS: Op.AT_LEAST,
    Op.AT_MOST: Op.MORE,
    Op.MORE: Op.AT_MOST,
    Op.AT_LEAST: Op.LESS,
    Op.EQUAL: Op.UNEQUAL,
    Op.UNEQUAL: Op.EQUAL,
}


def never(op: Op, left: Interval, right: Interval) -> bool:
    """Tell whether a comparison holds for no number within the bounds."""
    return always(_OPPOSITES[op], left, right)
