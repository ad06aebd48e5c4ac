"""Leadership bonus over columns: the lines of the walk, in one scan from below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from commissions.arrays.columns import Flags, Minor, Rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock
from commissions.arrays.money import RoundingTerms, rounded_share, rounding_terms
from commissions.engine.tree import NOBODY
from commissions.kinds.columns import TAKES, conduct
from commissions.kinds.per_member import MemberLines, member_blocks, own_worths

from .rule import Breakaway
from .walk import OWN, PASSED, RECEIVED


class _Terms(NamedTuple):
    rate_bp: int
    least: int
    side_volume: int
    or_groups: int
    rounding: RoundingTerms


class _Groups(NamedTuple):
    """What has come together at each member: as `walk.Group`, column by column."""

    points: Minor
    worths: Minor
    received: Minor
    groups: Minor


class _People(NamedTuple):
    above: Rows
    preorder: Rows
    leads: Flags
    takes: Flags


def blocks(rule: Breakaway, ground: ArrayGround) -> Iterator[LineBlock]:
    """Yield the lines of the rule."""
    size = len(ground.picture)
    people = _People(
        ground.tree.above,
        ground.tree.preorder,
        _leads(rule, ground),
        conduct(rule.takers, ground) == TAKES,
    )
    groups = _Groups(
        ground.standing.pv_minor.copy(),
        own_worths(rule, ground),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
    )
    lines = MemberLines(
        np.full(size, rule.rate_bp, np.int32),
        np.zeros(size, np.int64),
        np.zeros(size, np.int64),
        np.zeros((3, size), np.int64),
    )
    terms = _Terms(
        rule.rate_bp,
        rule.least_minor,
        rule.side_volume_minor,
        rule.or_groups,
        rounding_terms(rule.rounding),
    )
    _settle(people, groups, terms, lines)
    return member_blocks(rule.id, lines, (RECEIVED, OWN, PASSED))


def _leads(rule: Breakaway, ground: ArrayGround) -> Flags:
    """Tell who has broken away, by the rank that counts for it."""
    if not rule.from_next_period:
        return ground.standing.ranked.paid.is_in(rule.leaders)
    held = ground.picture.held
    if held is None:
        return np.zeros(len(ground.picture), np.bool_)
    return held.ranks.is_in(rule.leaders) & ground.picture.may_earn


@compiled
def _settle(people: _People, groups: _Groups, terms: _Terms, lines: MemberLines) -> None:
    for row in people.preorder[::-1]:
        if people.leads[row]:
            _lead(row, people, groups, terms, lines)
        above = people.above[row]
        if above != NOBODY:
            groups.points[above] += groups.points[row]
            groups.worths[above] += groups.worths[row]
            groups.received[above] += groups.received[row]
            groups.groups[above] += groups.groups[row]


@compiled
def _lead(row: int, people: _People, groups: _Groups, terms: _Terms, lines: MemberLines) -> None:
    """Write a leader's line, and leave at its row what it hands up."""
    own = rounded_share(groups.worths[row], terms.rate_bp, terms.rounding)
    together = groups.received[row] + own
    has_groups = 0 < terms.or_groups <= groups.groups[row]
    passed = together
    if people.takes[row] and (groups.points[row] >= terms.side_volume or has_groups):
        passed = min(max(own, terms.least), together)
    lines.bases[row], lines.amounts[row] = groups.worths[row], together - passed
    lines.facts[0, row], lines.facts[1, row] = groups.received[row], own
    lines.facts[2, row] = passed
    groups.points[row], groups.worths[row] = 0, 0
    groups.received[row], groups.groups[row] = passed, 1
