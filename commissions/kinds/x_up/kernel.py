"""X-up over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissions.arrays.bases import bases, rounded_shares
from commissions.arrays.columns import Flags, Rows, rows
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock
from commissions.arrays.made import lines_of_orders
from commissions.engine.facts import CUSTOMER, OWN
from commissions.engine.plan import BARRED, INACTIVE
from commissions.engine.tree import NOBODY
from commissions.kinds.pointers import nearest_above

from . import kernel_sales
from .rule import XUp


def blocks(rule: XUp, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each order to one member."""
    if rule.counts_sales:
        yield from kernel_sales.blocks(rule, ground)
        return
    volumes, above = ground.picture.volumes, ground.tree.above
    places, counts = recruits(above)
    is_passed = np.isin(places, sorted(rule.passes_up))
    if rule.every:
        is_passed = (places > 0) & (places % rule.every == 0)
    nexts = _nexts(rule, ground, is_passed)
    firsts = np.where(is_passed, nexts[above], above)
    owing = counts < (max(rule.passes_up) if rule.needs_own_passed else 0)
    free = _taker(rule, ground, nexts, np.zeros(len(counts), np.bool_))[firsts]
    passed = _taker(rule, ground, nexts, owing)[firsts]
    takers = np.where(is_passed, passed, free)[volumes.member_rows]
    pays = np.where(volumes.is_own, OWN in rule.orders, CUSTOMER in rule.orders)
    base = bases(ground.plan, rule, volumes)
    amounts = rounded_shares(base, rule.rate_bp, rule.rounding)
    paid = rows(np.flatnonzero(pays & (takers != NOBODY) & (amounts != 0)))
    rates = np.full(len(paid), rule.rate_bp, np.int32)
    worth = base[paid], amounts[paid]
    yield from lines_of_orders(rule.id, rows(takers[paid]), paid, rates, worth, level=1)


def recruits(above: Rows) -> tuple[Rows, Rows]:
    """Return what `engine.tree.recruits` does: each row's place among recruits, and how many."""
    size = len(above)
    counts = np.bincount(above + 1, minlength=size + 1)
    by_sponsor = np.argsort(above, kind="stable")
    starts = np.cumsum(counts) - counts
    places = np.empty(size, np.int32)
    places[by_sponsor] = np.arange(size) - starts[above[by_sponsor] + 1] + 1
    places[above == NOBODY] = 0
    return places, rows(counts[1:])


def _nexts(rule: XUp, ground: ArrayGround, is_passed: Flags) -> Rows:
    """Return for each row, and for NOBODY, the nearest above who did not give away the line."""
    above = ground.tree.above
    if rule.gives_line:
        above = above[ground.tree.nearest(~is_passed)]
    return np.append(above, np.int32(NOBODY))


def _taker(rule: XUp, ground: ArrayGround, nexts: Rows, owing: Flags) -> Rows:
    """Return who earns from each row on, with an entry for NOBODY, which is the last row."""
    barred = ~ground.picture.may_earn
    inactive = ~barred & ~ground.standing.is_active
    takes = ~barred & ~inactive & ~owing
    ends = ~owing
    if BARRED in rule.pass_over:
        ends &= ~barred
    if INACTIVE in rule.pass_over:
        ends &= ~inactive
    higher = nearest_above(nexts[:-1], ground.tree.preorder, ends)
    found = np.append(np.where(ends, np.arange(len(ends)), higher), NOBODY)
    return rows(np.where(np.append(takes, False)[found], found, NOBODY))
