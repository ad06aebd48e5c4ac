"""X-up by sales over columns; what it means stands in sales.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from commissions.arrays.bases import bases, rounded_shares
from commissions.arrays.columns import Flags, Minor, Rows, minor, rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.kept import Kept
from commissions.arrays.lines import LineBlock
from commissions.arrays.made import lines_of_orders
from commissions.engine.facts import CUSTOMER, OWN
from commissions.engine.plan import BARRED, INACTIVE
from commissions.engine.tree import NOBODY

from .rule import XUp
from .sales import SALES


class _Members(NamedTuple):
    """Who stands above each row, who is passed over, and who may earn."""

    above: Rows
    skipped: Flags
    earns: Flags


class _Terms(NamedTuple):
    """`numbers` are the sales that are given away, `every` which of them all, 0 for none."""

    numbers: Minor
    every: int
    needs_own_passed: bool
    counts_received: bool


def blocks(rule: XUp, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each sale to one member."""
    volumes = ground.picture.volumes
    base = bases(ground.plan, rule, volumes)
    named = np.where(volumes.is_own, OWN in rule.orders, CUSTOMER in rule.orders)
    sales = np.flatnonzero(named & (base > 0))
    sales = sales[np.lexsort((volumes.order_refs[sales], volumes.days[sales]))]
    members, counts = _members(rule, ground), _brought(rule, ground)
    every = rule.every or 0
    terms = _Terms(
        minor(sorted(rule.passes_up)), every, rule.needs_own_passed, rule.counts_received
    )
    takers = np.full(len(base), NOBODY, np.int32)
    climb = _one_by_one if rule.counts_received else _backwards
    takers[sales] = climb(volumes.member_rows[sales], counts, members, terms)
    amounts = rounded_shares(base, rule.rate_bp, rule.rounding)
    paid = rows(np.flatnonzero((takers != NOBODY) & (amounts != 0)))
    rates = np.full(len(paid), rule.rate_bp, np.int32)
    worth = base[paid], amounts[paid]
    yield from lines_of_orders(rule.id, takers[paid], paid, rates, worth, level=1)
    _keep(rule, ground, counts)


def _members(rule: XUp, ground: ArrayGround) -> _Members:
    barred = ~ground.picture.may_earn
    inactive = ~barred & ~ground.standing.is_active
    skipped = np.zeros(len(barred), np.bool_)
    for hurdle, who in ((BARRED, barred), (INACTIVE, inactive)):
        if hurdle in rule.pass_over:
            skipped |= who
    return _Members(ground.tree.above, skipped, ~barred & ~inactive)


@compiled
def _is_given(number: int, terms: _Terms) -> bool:
    if terms.every:
        return number % terms.every == 0
    return bool((terms.numbers == number).any())


@compiled
def _one_by_one(sellers: Rows, counts: Minor, members: _Members, terms: _Terms) -> Rows:
    """Let every sale climb, and count for each member on its way that it came there."""
    takers = np.full(len(sellers), NOBODY, np.int32)
    for sale in range(len(sellers)):
        row = sellers[sale]
        counts[row] += 1
        goes_on = _is_given(counts[row], terms) or members.skipped[row]
        while goes_on:
            row = members.above[row]
            if row == NOBODY:
                break
            goes_on = members.skipped[row]
            if not goes_on:
                counts[row] += 1
                goes_on = _is_given(counts[row], terms)
        if row != NOBODY and members.earns[row]:
            takers[sale] = row
    return takers


@compiled
def _backwards(sellers: Rows, counts: Minor, members: _Members, terms: _Terms) -> Rows:
    """Number the sales, then look for takers from the last one back.

    So members only ever cease to take: jumps over them stay valid, and none is climbed twice.
    """
    takers = np.full(len(sellers), NOBODY, np.int32)
    numbers, most = _numbered(sellers, counts), terms.numbers.max() if len(terms.numbers) else 0
    free = _jumps(members, counts, 0)
    owed = _jumps(members, counts, most if terms.needs_own_passed else 0)
    for sale in range(len(sellers) - 1, -1, -1):
        row = sellers[sale]
        if terms.needs_own_passed and numbers[sale] == most and owed[row] == row:
            owed[row] = members.above[row]  # before this sale it had not given all its own
        if _is_given(numbers[sale], terms):
            found = _find(owed, members.above[row])
        else:
            found = _find(free, row)
        if found != NOBODY and members.earns[found]:
            takers[sale] = found
    return takers


@compiled
def _numbered(sellers: Rows, counts: Minor) -> Minor:
    """Return the how-many-th sale of its seller each one is."""
    numbers = np.zeros(len(sellers), np.int64)
    for sale in range(len(sellers)):
        counts[sellers[sale]] += 1
        numbers[sale] = counts[sellers[sale]]
    return numbers


@compiled
def _jumps(members: _Members, counts: Minor, least: int) -> Rows:
    """Let everybody who is not passed over and made so many sales jump to itself."""
    jumps = members.above.copy()
    for row in range(len(counts)):
        if not members.skipped[row] and counts[row] >= least:
            jumps[row] = row
    return jumps


@compiled
def _find(jumps: Rows, row: int) -> int:
    """Return the nearest row, itself included, that jumps to itself; shorten the way to it."""
    last = row
    while last != NOBODY and jumps[last] != last:
        last = jumps[last]
    while row != last:
        following = jumps[row]
        jumps[row] = last
        row = following
    return last


def _brought(rule: XUp, ground: ArrayGround) -> Minor:
    carried, counts = ground.picture.carried, np.zeros(len(ground.picture), np.int64)
    mine = carried.rules.is_in([rule.id]) & carried.names.is_in([SALES])
    counts[ground.picture.rows_of(carried.member_ids[mine])] = carried.amounts[mine]
    return counts


def _keep(rule: XUp, ground: ArrayGround, counts: Minor) -> None:
    period, members = ground.picture.period, rows(np.flatnonzero(counts))
    none = np.zeros(len(members), np.int32)
    since = (period.key if period else "",)
    ground.keep(Kept(rule.id, members, (SALES,), none, since, none, counts[members]))
