"""Level commission over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from commissions.arrays.bases import bases
from commissions.arrays.columns import Flags, Minor, Rows, rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock, LineColumns, filled
from commissions.arrays.money import RoundingTerms, rounded_share, rounding_terms
from commissions.arrays.picture import NO_DAY
from commissions.engine.facts import PASSED_OVER, TOOK, Standing
from commissions.engine.tree import NOBODY
from core.rates import WHOLE_BP

from .rule import LOST, PAYS, Unilevel
from .walk import decide

_ACTIVITIES = (False, True)


class _Terms(NamedTuple):
    """The rule's switches; `new_share` is what of a rate a new member's order pays."""

    skipped_keeps: bool
    several: bool
    is_endless: bool
    is_limited: bool
    new_share: int
    rounding: RoundingTerms


class _Orders(NamedTuple):
    """`stops` says for each level which of the pointers in `nearest` and flags in `takes` hold.

    `buyers` count as having bought, NOBODY where an order pays nobody; `starts` may take level 1.
    """

    bases: Minor
    buyers: Rows
    starts: Rows
    are_new: Flags
    above: Rows
    stops: Rows
    nearest: Rows
    takes: Flags
    rates_bp: Rows
    ranks: Rows


def blocks(rule: Unilevel, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each order of the period, level by level."""
    return blocks_of(rule, ground, bases(ground.plan, rule, ground.picture.volumes))


def blocks_of(rule: Unilevel, ground: ArrayGround, worth: Minor) -> Iterator[LineBlock]:
    """Pay orders by what they are worth; those worth nothing pay nobody."""
    orders = _orders(rule, ground, worth)
    terms = _Terms(
        rule.skipped_keeps_level,
        rule.may_earn_several_levels,
        rule.is_endless,
        rule.is_limited_by_buyer,
        rule.new_members.share_bp if rule.new_members else WHOLE_BP,
        rounding_terms(rule.rounding),
    )

    def fill(first: int, out: LineColumns) -> tuple[int, int]:
        return _fill(first, out, orders, terms)

    return filled(rule.id, len(ground.picture.volumes), fill)


def are_new(days: int, ground: ArrayGround) -> Flags:
    """Tell which orders were made within some days after their member joined."""
    volumes, joined_on = ground.picture.volumes, ground.picture.joined_on
    if joined_on is None:
        return np.zeros(len(volumes), np.bool_)
    last = joined_on[volumes.member_rows] + days
    return np.asarray((volumes.days != NO_DAY) & (volumes.days <= last), np.bool_)


def _orders(rule: Unilevel, ground: ArrayGround, worth: Minor) -> _Orders:
    volumes, above = ground.picture.volumes, ground.tree_of(rule).above
    own, customer = rule.starts_at_seller("own"), rule.starts_at_seller("customer")
    at_seller = np.where(volumes.is_own, own, customer)
    buyers = _buyers(rule, ground)[volumes.member_rows]
    ranks = ground.standing.ranked.paid
    stops, nearest, takes = _stops(rule, ground)
    levels = range(1, len(rule.rates_bp) + 1)
    rates = [[rule.rate_bp(level, rank, rank, False) for rank in ranks.names] for level in levels]
    new = rule.new_members
    return _Orders(
        bases=worth,
        buyers=buyers,
        starts=rows(np.where(at_seller, buyers, above[buyers])),
        are_new=are_new(new.days, ground) if new else np.zeros(len(volumes), np.bool_),
        above=above,
        stops=stops,
        nearest=nearest,
        takes=takes,
        rates_bp=np.array(rates, np.int32).reshape(len(rule.rates_bp), len(ranks.names)),
        ranks=ranks.rows,
    )


def _buyers(rule: Unilevel, ground: ArrayGround) -> Rows:
    """Return for each member who counts as the buyer of its orders."""
    members = rows(np.arange(len(ground.picture)))
    if rule.inactive_volume == PAYS:
        return members
    earns = ground.picture.may_earn & ground.standing.is_active
    if rule.inactive_volume == LOST:
        return rows(np.where(earns, members, NOBODY))
    return ground.tree_of(rule).nearest(earns)


def _stops(rule: Unilevel, ground: ArrayGround) -> tuple[Rows, Rows, Flags]:
    """Find the stops of every level; levels on which everybody decides alike share theirs."""
    known: dict[tuple[str, ...], int] = {}
    by_level: list[int] = []
    nearest: list[Rows] = []
    takes: list[Flags] = []
    (facts, kinds), tree = _facts(ground), ground.tree_of(rule)
    for level in range(1, len(rule.rates_bp) + 1):
        decided = tuple(decide(rule, each, level).decision for each in facts)
        if decided not in known:
            known[decided] = len(nearest)
            stays = np.array([each != PASSED_OVER for each in decided], np.bool_)
            takes.append(np.array([each == TOOK for each in decided], np.bool_)[kinds])
            nearest.append(tree.nearest(stays[kinds]))
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
def _fill(first: int, out: LineColumns, orders: _Orders, terms: _Terms) -> tuple[int, int]:
    count = 0
    for place in range(first, len(orders.bases)):
        base, row, kept = orders.bases[place], orders.starts[place], count
        if base == 0 or orders.buyers[place] == NOBODY:
            continue
        level = 0
        while row != NOBODY and (terms.is_endless or level < len(orders.stops)):
            said = min(level, len(orders.stops) - 1)
            stop = orders.stops[said]
            taker = orders.nearest[stop, row]
            takes = taker != NOBODY and orders.takes[stop, taker]
            rate_bp = _rate(orders, terms, place, said, taker) if takes else 0
            amount = rounded_share(base, rate_bp, terms.rounding)
            if amount:
                if count == len(out.amounts):
                    return place, kept
                out.members[count], out.volumes[count] = taker, place
                out.levels[count], out.rates_bp[count] = level + 1, rate_bp
                out.bases[count], out.amounts[count] = base, amount
                count += 1
            row = _following(orders, terms, row, taker, takes)
            level += 1
    return len(orders.bases), count


@compiled
def _rate(orders: _Orders, terms: _Terms, place: int, said: int, taker: int) -> int:
    rate_bp = int(orders.rates_bp[said, orders.ranks[taker]])
    if terms.is_limited:
        rate_bp = min(rate_bp, int(orders.rates_bp[said, orders.ranks[orders.buyers[place]]]))
    if orders.are_new[place]:
        rate_bp = rate_bp * terms.new_share // WHOLE_BP
    return rate_bp


@compiled
def _following(orders: _Orders, terms: _Terms, row: int, taker: int, takes: bool) -> int:
    """Return where the next level is sought from."""
    if terms.skipped_keeps:
        return int(orders.above[row])
    if taker == NOBODY:
        return NOBODY
    return taker if terms.several and takes else int(orders.above[taker])
