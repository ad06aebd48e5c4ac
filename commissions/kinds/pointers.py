"""Pointers up the tree: who stands above with more or less than oneself, jumping all between.

Rates of stages are few, so each chain of rising rates is short: the cost of finding somebody is
bounded by the number of stages, never by the depth of the tree.
"""

from __future__ import annotations

import numpy as np

from commissions.arrays.columns import Flags, Rows
from commissions.arrays.compiled import compiled
from commissions.engine.tree import NOBODY


@compiled
def nearest_above(above: Rows, preorder: Rows, counts: Flags) -> Rows:
    """Return for each row the nearest one above it, itself excluded, that counts."""
    found = above.copy()
    for row in preorder:
        up = above[row]
        if up != NOBODY and not counts[up]:
            found[row] = found[up]
    return found


@compiled
def next_greater(near: Rows, preorder: Rows, rates: Rows) -> Rows:
    """Return for each row the nearest one above on the chain `near` with a greater rate."""
    found = near.copy()
    for row in preorder:
        up = near[row]
        while up != NOBODY and rates[up] <= rates[row]:
            up = found[up]
        found[row] = up
    return found


@compiled
def next_less(near: Rows, preorder: Rows, rates: Rows) -> Rows:
    """Return for each row the nearest one above on the chain `near` with a smaller rate."""
    found = near.copy()
    for row in preorder:
        up = near[row]
        while up != NOBODY and rates[up] >= rates[row]:
            up = found[up]
        found[row] = up
    return found


@compiled
def counted_down(above: Rows, preorder: Rows, counts: Flags) -> Rows:
    """Return how many rows count from the top of the tree down to each row, itself included."""
    found = np.zeros(len(above), np.int32)
    for row in preorder:
        higher = 0 if above[row] == NOBODY else found[above[row]]
        found[row] = higher + (1 if counts[row] else 0)
    return found
