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

from .rule import XUp


def blocks(rule: XUp, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each order to one member."""
    volumes, above = ground.picture.volumes, _above(ground)
    places, counts = recruits(ground.tree.above)
    is_passed = np.isin(places, sorted(rule.passes_up))
    firsts = np.where(is_passed, above[above[:-1]], above[:-1])
    owing = (counts < max(rule.passes_up)) if rule.needs_own_passed else counts < 0
    free = _taker(rule, ground, np.zeros(len(counts), np.bool_))[firsts]
    passed = _taker(rule, ground, owing)[firsts]
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


def _above(ground: ArrayGround) -> Rows:
    """Return who stands above each row, with an entry for NOBODY, which is the last row."""
    return np.append(ground.tree.above, np.int32(NOBODY))


def _taker(rule: XUp, ground: ArrayGround, owing: Flags) -> Rows:
    """Return who earns from each row on, with an entry for NOBODY, which is the last row."""
    barred = ~ground.picture.may_earn
    inactive = ~barred & ~ground.standing.is_active
    passed = ~barred & ~inactive & owing
    takes = ~barred & ~inactive & ~owing
    if BARRED in rule.pass_over:
        passed |= barred
    if INACTIVE in rule.pass_over:
        passed |= inactive
    ends = np.append(ground.tree.nearest(~passed), np.int32(NOBODY))
    return rows(np.where(np.append(takes, False)[ends], ends, NOBODY))
