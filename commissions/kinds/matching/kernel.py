"""Matching over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import numpy as np

from commissions.arrays.columns import Minor, Rows, rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock, LineColumns, filled
from commissions.arrays.money import RoundingTerms, rounded_share, rounding_terms
from commissions.engine.facts import PASSED_OVER, Standing
from commissions.engine.tree import NOBODY

from .rule import Matching
from .walk import decide

FACTS = ("own", "received")
_ACTIVITIES = (False, True)


class _Way(NamedTuple):
    """Members are of few kinds: of each generation, `rates_bp` has the rate of every kind.

    `stops` says for each generation which of the pointers in `nearest` hold: to the nearest row,
    itself included, that is not passed over.
    """

    above: Rows
    kinds: Rows
    rates_bp: Rows
    stops: Rows
    nearest: Rows
    rounding: RoundingTerms


def blocks(rule: Matching, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each earner's sponsors, earner by earner."""
    way, own = _way(rule, ground), _own(rule, ground)
    received = np.zeros(len(own), np.int64)
    if rule.cascade:
        _receive(own, received, way, ground.tree.preorder)

    def fill(first: int, out: LineColumns) -> tuple[int, int]:
        return _fill(first, out, own, received, way, rule.cascade)

    return filled(rule.id, len(own), fill, FACTS if rule.cascade else ())


def _own(rule: Matching, ground: ArrayGround) -> Minor:
    total = np.zeros(len(ground.picture), np.int64)
    for rule_id in rule.of:
        total += ground.earned[rule_id]
        if rule.before_caps:
            total -= ground.cut[rule_id]
    return total


def _way(rule: Matching, ground: ArrayGround) -> _Way:
    statuses, paid = ground.picture.statuses, ground.standing.ranked.paid
    kinds = (statuses.rows * 2 + ground.standing.is_active) * len(paid.names) + paid.rows
    every = [Standing(0, *facts) for facts in product(statuses.names, _ACTIVITIES, paid.names)]
    rates, stops = [], []
    pointers: dict[tuple[bool, ...], tuple[int, Rows]] = {}
    for level in range(1, rule.levels + 1):
        steps = [decide(rule, each, level) for each in every]
        stays = tuple(step.decision != PASSED_OVER for step in steps)
        if stays not in pointers:
            found = ground.tree.nearest(np.array(stays, np.bool_)[kinds])
            pointers[stays] = len(pointers), found
        rates.append([step.rate_bp for step in steps])
        stops.append(pointers[stays][0])
    nearest = np.array([found for _place, found in pointers.values()], np.int32)
    terms = rounding_terms(rule.rounding)
    return _Way(ground.tree.above, rows(kinds), rows(rates), rows(stops), nearest, terms)


@compiled
def _next(row: int, level: int, way: _Way) -> int:
    """Return who stops the climb of a generation above a row."""
    above = way.above[row]
    if above == NOBODY:
        return NOBODY
    found: int = way.nearest[way.stops[level], above]
    return found


@compiled
def _receive(own: Minor, received: Minor, way: _Way, preorder: Rows) -> None:
    """Add up from below what everybody receives."""
    for source in preorder[::-1]:
        base = own[source] + received[source]
        row = source
        for level in range(len(way.stops) if base > 0 else 0):
            row = _next(row, level, way)
            if row == NOBODY:
                break
            rate = way.rates_bp[level, way.kinds[row]]
            received[row] += rounded_share(base, rate, way.rounding)


@compiled
def _fill(
    first: int, out: LineColumns, own: Minor, received: Minor, way: _Way, cascade: bool
) -> tuple[int, int]:
    count, levels = 0, len(way.stops)
    for source in range(first, len(own)):
        base = own[source] + received[source]
        if base <= 0:
            continue
        if count + levels > len(out.amounts):
            return source, count
        row = source
        for level in range(levels):
            row = _next(row, level, way)
            if row == NOBODY:
                break
            rate = way.rates_bp[level, way.kinds[row]]
            amount = rounded_share(base, rate, way.rounding)
            if amount:
                out.members[count], out.sources[count] = row, source
                out.levels[count], out.rates_bp[count] = level + 1, rate
                out.bases[count], out.amounts[count] = base, amount
                if cascade:
                    out.facts[0, count], out.facts[1, count] = own[source], received[source]
                count += 1
    return len(own), count
