"""A tree of members as rows, in preorder; nothing recurses, so a chain of a million works.

In preorder a member comes before everybody below it, and all below it lie together. `labels` say
each row's place in it: whoever is below `row` has a label in range(labels[row], ends[row]).

A scan from the top reads `for row in tree.preorder`, one from below `for row in
tree.preorder[::-1]`: with it a sum or a maximum needs one step per member (`sums_below`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from commissions.engine.tree import NOBODY
from core.errors import InvariantBroken

from .columns import Flags, Minor, Rows
from .compiled import compiled


@dataclass(frozen=True, slots=True)
class ArrayTree:
    """Who stands directly above each row, and everybody's place in preorder."""

    above: Rows
    preorder: Rows
    labels: Rows
    ends: Rows
    depths: Rows

    def sums_below(self, own: Minor) -> Minor:
        """Return each row's own amount and all below it together."""
        return _sums_below(self.above, self.preorder, own)

    def nearest(self, stops: Flags) -> Rows:
        """Return for each row the nearest one, itself included, that stops who climbs."""
        return _nearest(self.above, self.preorder, stops)

    def is_below(self, row: int, top: int) -> bool:
        """Tell whether a row is `top` or below it."""
        return bool(self.labels[top] <= self.labels[row] < self.ends[top])


def plant(above: Rows) -> ArrayTree:
    """Build the tree; partners of the same sponsor stand in the order of their rows.

    Raises: InvariantBroken — the tree has a cycle.
    """
    preorder, labels, depths = _walked(above)
    if len(preorder) != len(above):
        raise InvariantBroken("the tree has a cycle")
    return ArrayTree(above, preorder, labels, _ends(above, preorder, labels), depths)


def queue(joined_on: Rows) -> Rows:
    """Return who joined right before each row; on the same day, the lower row came first."""
    order = np.argsort(joined_on, kind="stable").astype(np.int32)
    before = np.full(len(joined_on), NOBODY, np.int32)
    before[order[1:]] = order[:-1]
    return before


@compiled
def _walked(above: Rows) -> tuple[Rows, Rows, Rows]:
    """Return preorder, labels and depths; a cycle is never reached and leaves preorder short."""
    size = len(above)
    starts, partners = _partners(above)
    preorder, waiting = np.empty(size, np.int32), np.empty(size, np.int32)
    labels, depths = np.empty(size, np.int32), np.empty(size, np.int32)
    reached, count = 0, 0
    for place in range(starts[0] - 1, -1, -1):
        waiting[count] = partners[place]
        count += 1
    while count:
        count -= 1
        row = waiting[count]
        preorder[reached] = row
        labels[row] = reached
        depths[row] = 0 if above[row] == NOBODY else depths[above[row]] + 1
        reached += 1
        for place in range(starts[row + 1] - 1, starts[row] - 1, -1):
            waiting[count] = partners[place]
            count += 1
    return preorder[:reached], labels, depths


@compiled
def _partners(above: Rows) -> tuple[Rows, Rows]:
    """Return all rows ordered by who stands above them; those of `row` end at starts[row + 1]."""
    size = len(above)
    starts, partners = np.zeros(size + 2, np.int32), np.empty(size, np.int32)
    for row in range(size):
        starts[above[row] + 2] += 1
    for place in range(1, size + 2):
        starts[place] += starts[place - 1]
    for row in range(size):
        partners[starts[above[row] + 1]] = row
        starts[above[row] + 1] += 1
    return starts, partners


@compiled
def _ends(above: Rows, preorder: Rows, labels: Rows) -> Rows:
    ends = labels + 1
    for row in preorder[::-1]:
        if above[row] != NOBODY and ends[row] > ends[above[row]]:
            ends[above[row]] = ends[row]
    return ends


@compiled
def _sums_below(above: Rows, preorder: Rows, own: Minor) -> Minor:
    total = own.copy()
    for row in preorder[::-1]:
        if above[row] != NOBODY:
            total[above[row]] += total[row]
    return total


@compiled
def _nearest(above: Rows, preorder: Rows, stops: Flags) -> Rows:
    found = np.empty(len(above), np.int32)
    for row in preorder:
        if stops[row]:
            found[row] = row
        else:
            found[row] = NOBODY if above[row] == NOBODY else found[above[row]]
    return found
