"""Infinity commission over columns: the lines of the walk, by jumps from leader to leader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from commissions.arrays.bases import bases
from commissions.arrays.columns import Flags, Minor, Rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock, LineColumns, filled
from commissions.arrays.money import RoundingTerms, rounded_share, rounding_terms
from commissions.engine.tree import NOBODY
from commissions.kinds.columns import PASSED, TAKES, USES_UP, by_rank, conduct
from commissions.kinds.pointers import nearest_above, next_greater

from .rule import Infinity


class _Leaders(NamedTuple):
    """Who counts, for each row the nearest of them above, and the nearest with a greater rate."""

    counts: Flags
    near: Rows
    greater: Rows


class _People(NamedTuple):
    """Members: rate, conduct and place; leaders beyond the depth and those nearer who count."""

    rates: Rows
    takes: Flags
    depths: Rows
    above: Rows
    boundary: Rows


class _Orders(NamedTuple):
    bases: Minor
    sellers: Rows


class _Terms(NamedTuple):
    is_differential: bool
    from_level: int
    from_generation: int
    rounding: RoundingTerms


def blocks(rule: Infinity, ground: ArrayGround) -> Iterator[LineBlock]:
    """Yield the lines of the rule."""
    tree, volumes = ground.tree, ground.picture.volumes
    rates = by_rank(ground.standing.ranked.paid, dict(rule.rate_by_rank))
    doing = conduct(rule.takers, ground)
    nearer = (doing == USES_UP) | (rule.near_blocks & (doing == TAKES))
    bounds = ground.standing.ranked.paid.is_in(rule.boundaries)
    people = _People(
        rates,
        doing == TAKES,
        tree.depths,
        tree.above,
        nearest_above(tree.above, tree.preorder, bounds),
    )
    deep = _leaders(ground, rates, (doing != PASSED) & (rates > 0))
    near = _leaders(ground, rates, nearer & (rates > 0))
    orders = _Orders(bases(ground.plan, rule, volumes), volumes.member_rows)
    terms = _Terms(
        rule.is_differential, rule.from_level, rule.from_generation, rounding_terms(rule.rounding)
    )
    return filled(
        rule.id,
        len(orders.bases),
        lambda first, out: _fill(first, out, orders, people, (near, deep), terms),
    )


def _leaders(ground: ArrayGround, rates: Rows, counts: Flags) -> _Leaders:
    tree = ground.tree
    near = nearest_above(tree.above, tree.preorder, counts)
    return _Leaders(counts, near, next_greater(near, tree.preorder, rates))


@compiled
def _fill(
    first: int,
    out: LineColumns,
    orders: _Orders,
    people: _People,
    leaders: tuple[_Leaders, _Leaders],
    terms: _Terms,
) -> tuple[int, int]:
    count, (near, deep) = 0, leaders
    for volume in range(first, len(orders.bases)):
        kept, base, seller = count, orders.bases[volume], orders.sellers[volume]
        if base == 0:
            continue
        start = _first_beyond(seller, people, terms)
        counted = _counted_before(seller, start, people, near, terms)
        row = start
        if row != NOBODY and not deep.counts[row]:
            row = deep.near[row]
        while row != NOBODY and (terms.is_differential or not counted):
            gap = max(people.rates[row] - counted, 0)
            amount = rounded_share(base, gap, terms.rounding) if people.takes[row] else 0
            if amount:
                if count == len(out.amounts):
                    return volume, kept
                out.members[count], out.volumes[count] = row, volume
                out.rates_bp[count], out.bases[count] = gap, base
                out.amounts[count] = amount
                count += 1
            counted += gap
            row = deep.greater[row]
    return len(orders.bases), count


@compiled
def _first_beyond(seller: int, people: _People, terms: _Terms) -> int:
    """Return the first one up for whom the order is deep enough."""
    row = seller
    for _generation in range(1, terms.from_generation):
        row = people.boundary[row]
        if row == NOBODY:
            return NOBODY
    for _level in range(terms.from_level):
        row = people.above[row]
        if row == NOBODY:
            return NOBODY
    return row


@compiled
def _counted_before(seller: int, start: int, people: _People, near: _Leaders, terms: _Terms) -> int:
    """Return what leaders too near to the order have used up below `start`."""
    counted, row = 0, near.near[seller]
    until = -1 if start == NOBODY else people.depths[start]
    while row != NOBODY and people.depths[row] > until:
        if terms.is_differential or not counted:
            counted = max(counted, people.rates[row])
        row = near.greater[row]
    return counted
