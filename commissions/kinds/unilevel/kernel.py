"""Level commission over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from commissions.arrays.bases import bases
from commissions.arrays.columns import Flags, Minor, Rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock, LineColumns, filled
from commissions.arrays.money import share
from commissions.engine.facts import PASSED_OVER, TOOK, Standing
from commissions.engine.rule import SPONSOR_TREE, Rule
from commissions.engine.tree import NOBODY

from .rule import PAYS, Unilevel
from .walk import decide

_ACTIVITIES = (False, True)


class _Orders(NamedTuple):
    """`stops` says for each level which of the pointers in `nearest` and flags in `takes` hold."""

    bases: Minor
    starts: Rows
    above: Rows
    stops: Rows
    nearest: Rows
    takes: Flags
    rates_bp: Rows
    ranks: Rows


def says_all(rule: Rule) -> bool:
    """Tell whether the rule has no terms but levels, ranks, rates and who is passed over."""
    return (
        isinstance(rule, Unilevel)
        and rule.tree == SPONSOR_TREE
        and rule.inactive_volume == PAYS
        and rule.new_members is None
        and not (rule.is_endless or rule.is_limited_by_buyer)
        and not (rule.skipped_keeps_level or rule.may_earn_several_levels)
    )


def blocks(rule: Unilevel, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each order of the period, level by level."""
    orders = _orders(rule, ground)

    def fill(first: int, out: LineColumns) -> tuple[int, int]:
        return _fill(first, out, orders)

    return filled(rule.id, len(ground.picture.volumes), fill)


def _orders(rule: Unilevel, ground: ArrayGround) -> _Orders:
    volumes, above = ground.picture.volumes, ground.tree.above
    own, customer = rule.starts_at_seller("own"), rule.starts_at_seller("customer")
    at_seller = np.where(volumes.is_own, own, customer)
    starts = np.where(at_seller, volumes.member_rows, above[volumes.member_rows])
    ranks = ground.standing.ranked.paid
    stops, nearest, takes = _stops(rule, ground)
    levels = range(1, rule.levels + 1)
    rates = [[rule.rate_bp(level, rank, "", False) for rank in ranks.names] for level in levels]
    return _Orders(
        bases=bases(ground.plan, rule, volumes),
        starts=starts.astype(np.int32),
        above=above,
        stops=stops,
        nearest=nearest,
        takes=takes,
        rates_bp=np.array(rates, np.int32).reshape(rule.levels, len(ranks.names)),
        ranks=ranks.rows,
    )


def _stops(rule: Unilevel, ground: ArrayGround) -> tuple[Rows, Rows, Flags]:
    """Find the stops of every level; levels on which everybody decides alike share theirs."""
    known: dict[tuple[str, ...], int] = {}
    by_level: list[int] = []
    nearest: list[Rows] = []
    takes: list[Flags] = []
    facts, kinds = _facts(ground)
    for level in range(1, rule.levels + 1):
        decided = tuple(decide(rule, each, level).decision for each in facts)
        if decided not in known:
            known[decided] = len(nearest)
            stays = np.array([each != PASSED_OVER for each in decided], np.bool_)
            takes.append(np.array([each == TOOK for each in decided], np.bool_)[kinds])
            nearest.append(ground.tree.nearest(stays[kinds]))
        by_level.append(known[decided])
    return np.array(by_level, np.int32), np.array(nearest, np.int32), np.array(takes, np.bool_)


def _facts(ground: ArrayGround) -> tuple[list[Standing], Rows]:
    """Return every status, activity and rank there may be together, and which one each row has."""
    statuses, ranks = ground.picture.statuses, ground.standing.ranked.paid
    facts = [
        Standing(0, status, is_active, rank)
        for status in statuses.names
        for is_active in _ACTIVITIES
        for rank in ranks.names
    ]
    active = statuses.rows * len(_ACTIVITIES) + ground.standing.is_active
    return facts, (active * len(ranks.names) + ranks.rows).astype(np.int32)


@compiled
def _fill(first: int, out: LineColumns, orders: _Orders) -> tuple[int, int]:
    count = 0
    for place in range(first, len(orders.bases)):
        base, row = orders.bases[place], orders.starts[place]
        kept = count
        if base == 0:
            continue
        for level in range(len(orders.stops)):
            if row == NOBODY:
                break
            stop = orders.stops[level]
            row = orders.nearest[stop, row]
            if row == NOBODY:
                break
            rate_bp = orders.rates_bp[level, orders.ranks[row]]
            amount = share(base, rate_bp) if orders.takes[stop, row] else 0
            if amount:
                if count == len(out.amounts):
                    return place, kept
                out.members[count], out.volumes[count] = row, place
                out.levels[count], out.rates_bp[count] = level + 1, rate_bp
                out.bases[count], out.amounts[count] = base, amount
                count += 1
            row = orders.above[row]
    return len(orders.bases), count
