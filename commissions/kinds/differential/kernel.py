"""Differential commission over columns: the lines of the walk, by jumps from stage to stage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from commissions.arrays.bases import bases
from commissions.arrays.columns import Minor, Rows, rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock, LineColumns, filled
from commissions.arrays.money import RoundingTerms, rounded_share, rounding_terms, share
from commissions.engine.tree import NOBODY
from commissions.kinds.columns import PASSED, USES_UP, conduct, stage_rates
from commissions.kinds.pointers import nearest_above, next_greater, next_less

from .rule import ABOVE_SELLER, SPONSOR, Differential

_AT_SELLER, _AT_SPONSOR, _ABOVE_SELLER = 0, 1, 2
_NO_RATE = 2**30


class _Terms(NamedTuple):
    """The rule in numbers; `equal_from` is beyond all stages where equals get nothing."""

    top: int
    least: int
    is_within_cap: bool
    overtaken_ends: bool
    equal_rate: int
    equal_from: int
    equal_is_matched: bool
    equal_is_per_stage: bool
    rounding: RoundingTerms


class _People(NamedTuple):
    """Members: rate of the stage, conduct, and who stands above them.

    `near` is the nearest above who is not passed over, `greater` the nearest of those with a
    greater rate, `less` the nearest of those with less.
    """

    rates: Rows
    conduct: Rows
    depths: Rows
    above: Rows
    near: Rows
    greater: Rows
    less: Rows


class _Orders(NamedTuple):
    bases: Minor
    sellers: Rows
    starts: Rows


class _Way(NamedTuple):
    """What an order has paid so far, as in the walk."""

    counted: int
    reached: int
    taken: int
    equal_is_open: bool
    least_is_open: bool


def blocks(rule: Differential, ground: ArrayGround) -> Iterator[LineBlock]:
    """Yield the lines of the rule."""
    orders, people, terms = _orders(rule, ground), _people(rule, ground), _terms(rule)
    return filled(
        rule.id,
        len(orders.bases),
        lambda first, out: _fill(first, out, orders, people, terms),
    )


def _orders(rule: Differential, ground: ArrayGround) -> _Orders:
    codes = {ABOVE_SELLER: _ABOVE_SELLER, SPONSOR: _AT_SPONSOR}
    own = codes.get(rule.own_orders_start_at, _AT_SELLER)
    customers = codes.get(rule.customer_orders_start_at, _AT_SELLER)
    volumes = ground.picture.volumes
    starts = rows(np.where(volumes.is_own, own, customers))
    return _Orders(bases(ground.plan, rule, volumes), volumes.member_rows, starts)


def _people(rule: Differential, ground: ArrayGround) -> _People:
    tree, rates, doing = ground.tree, stage_rates(rule.stages, ground), conduct(rule.takers, ground)
    near = nearest_above(tree.above, tree.preorder, doing != PASSED)
    return _People(
        rates,
        doing,
        tree.depths,
        tree.above,
        near,
        next_greater(near, tree.preorder, rates),
        next_less(near, tree.preorder, rates),
    )


def _terms(rule: Differential) -> _Terms:
    equal = rule.equal
    return _Terms(
        rule.stages.top_bp,
        rule.least_bp,
        rule.is_within_cap,
        rule.overtaken_ends,
        equal.rate_bp if equal else 0,
        equal.from_bp if equal else _NO_RATE,
        bool(equal and equal.is_matched),
        bool(equal and equal.is_per_stage),
        rounding_terms(rule.rounding),
    )


@compiled
def _way(counted: int, reached: int, taken: int, is_open: bool, least_is_open: bool) -> _Way:
    """Return a way whose numbers are always of 64 bits: an added 0 widens them."""
    return _Way(counted + 0, reached + 0, taken + 0, bool(is_open), bool(least_is_open))


@compiled
def _fill(
    first: int, out: LineColumns, orders: _Orders, people: _People, terms: _Terms
) -> tuple[int, int]:
    count = 0
    for volume in range(first, len(orders.bases)):
        kept, base = count, orders.bases[volume]
        if base == 0:
            continue
        row, way = _start(orders.sellers[volume], orders.starts[volume], people, terms)
        while row != NOBODY:
            way, granted = _step(row, way, people, terms)
            amount = rounded_share(base, granted, terms.rounding)
            if amount:
                if count == len(out.amounts):
                    return volume, kept
                out.members[count], out.volumes[count] = row, volume
                out.rates_bp[count], out.bases[count] = granted, base
                out.amounts[count] = amount
                count += 1
            row = _next(row, way, people, terms)
    return len(orders.bases), count


@compiled
def _start(seller: int, start: int, people: _People, terms: _Terms) -> tuple[int, _Way]:
    """Return who is met first, and what is counted by then."""
    if start == _AT_SELLER and people.conduct[seller] != PASSED:
        return seller, _way(0, 0, 0, True, True)
    counted = people.rates[seller] if start == _ABOVE_SELLER else 0
    way = _way(counted, counted, 0, True, True)
    return _next(seller, way, people, terms), way


@compiled
def _step(row: int, way: _Way, people: _People, terms: _Terms) -> tuple[_Way, int]:
    """Say what the next member does, as the walk does; return what it takes."""
    stage, takes = people.rates[row], people.conduct[row] != USES_UP
    if stage == way.reached and _pays_equals(way, terms):
        wished = terms.equal_rate
        if terms.equal_is_matched:
            wished = share(way.taken, terms.equal_rate)
        counted, granted = _beyond(wished, 0, way.counted, terms)
        way = _way(counted, way.reached, way.taken, False, way.least_is_open)
        return way, granted * takes
    granted = gap = max(stage - way.counted, 0)
    if gap < terms.least and way.least_is_open and way.taken > 0 and stage >= way.reached:
        counted, granted = _beyond(terms.least, gap, way.counted, terms)
        way = _way(counted, way.reached, way.taken, way.equal_is_open, False)
    else:
        counted = way.counted + gap
        way = _way(counted, way.reached, way.taken, way.equal_is_open, way.least_is_open)
    return _reach(stage, granted * takes, way, terms), granted * takes


@compiled
def _pays_equals(way: _Way, terms: _Terms) -> bool:
    return way.equal_is_open and way.taken > 0 and way.reached >= terms.equal_from


@compiled
def _beyond(wished: int, gap: int, counted: int, terms: _Terms) -> tuple[int, int]:
    """Return what is counted then, and what is granted beyond the gap."""
    if not terms.is_within_cap:
        return counted + gap, wished
    granted = min(wished, terms.top - counted)
    return counted + granted, granted


@compiled
def _reach(stage: int, taken: int, way: _Way, terms: _Terms) -> _Way:
    if stage <= way.reached:
        return way
    opened = way.equal_is_open or terms.equal_is_per_stage
    return _way(way.counted, stage, taken, opened, way.least_is_open)


@compiled
def _next(row: int, way: _Way, people: _People, terms: _Terms) -> int:
    """Return the next one up for whom this order may change anything."""
    open_to_least = terms.least > 0 and way.least_is_open and way.taken > 0
    found: int = people.near[row]
    if open_to_least or _pays_equals(way, terms):
        if way.counted == way.reached:
            while found != NOBODY and people.rates[found] < way.reached:
                found = people.greater[found]
    else:
        idle = way.reached if terms.overtaken_ends else way.counted
        while found != NOBODY and people.rates[found] <= idle:
            found = people.greater[found]
    if terms.overtaken_ends and _is_overtaken_before(row, found, way.reached, people):
        return NOBODY
    return found


@compiled
def _is_overtaken_before(row: int, found: int, reached: int, people: _People) -> bool:
    """Tell whether somebody below the stage reached stands before, or at, the one found."""
    less = people.near[row]
    while less != NOBODY and people.rates[less] >= reached:
        less = people.less[less]
    if less == NOBODY:
        return False
    return found == NOBODY or people.depths[less] >= people.depths[found]
