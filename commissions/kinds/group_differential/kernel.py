"""The group method over columns: the lines of the walk, in one scan from below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from commissions.arrays.columns import Minor, Rows, rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock
from commissions.arrays.money import RoundingTerms, rounded_share, rounding_terms
from commissions.kinds.columns import PASSED, TAKES, conduct, stage_rates
from commissions.kinds.per_member import MemberLines, member_blocks, own_worths

from .rule import BLOCK_LEG, NEGATIVE, GroupDifferential
from .walk import BELOW, GROSS


class _People(NamedTuple):
    """Members from the top down, with stage (its place among all rates), conduct and worth."""

    preorder: Rows
    depths: Rows
    stages: Rows
    conduct: Rows
    worths: Minor


class _Terms(NamedTuple):
    bears_losses: bool
    cuts_legs: bool
    rounding: RoundingTerms


def blocks(rule: GroupDifferential, ground: ArrayGround) -> Iterator[LineBlock]:
    """Yield the lines of the rule."""
    reached = stage_rates(rule.stages, ground)
    rates = rows(sorted({0, *rule.stages.rates_bp}))
    people = _People(
        ground.tree.preorder,
        ground.tree.depths,
        rows(np.searchsorted(rates, reached)),
        conduct(rule.takers, ground),
        own_worths(rule, ground),
    )
    size = len(ground.picture)
    lines = MemberLines(
        reached, np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros((2, size), np.int64)
    )
    terms = _Terms(
        rule.overtaken == NEGATIVE, rule.overtaken == BLOCK_LEG, rounding_terms(rule.rounding)
    )
    _settle(people, rates, terms, lines)
    return member_blocks(rule.id, lines, (GROSS, BELOW))


@compiled
def _settle(people: _People, rates: Rows, terms: _Terms, lines: MemberLines) -> None:
    """Fill the lines; the parts of groups wait at the depth of their heads until one above comes.

    In preorder from behind, everybody below a member has just been seen: so a level of the tree
    needs room for one group, not each member.
    """
    deepest = people.depths.max() if len(people.depths) else 0
    worths = np.zeros((deepest + 2, len(rates)), np.int64)
    paid = np.zeros((deepest + 2, len(rates)), np.int64)
    for row in people.preorder[::-1]:
        depth, stage = people.depths[row], people.stages[row]
        group, gross = worths[depth + 1], paid[depth + 1]
        group[0] += people.worths[row]
        if people.conduct[row] != PASSED:
            worth, below = _together(group, gross, stage, terms)
            whole = rounded_share(worth, rates[stage], terms.rounding)
            if not terms.bears_losses:
                whole = max(whole, below)
            group[stage], gross[stage] = worth, whole
            if people.conduct[row] == TAKES:
                lines.bases[row], lines.amounts[row] = worth, whole - below
                lines.facts[0, row], lines.facts[1, row] = whole, below
        worths[depth] += group
        paid[depth] += gross
        group[:] = 0
        gross[:] = 0


@compiled
def _together(group: Minor, gross: Minor, stage: int, terms: _Terms) -> tuple[int, int]:
    """Take the parts that come to a stage out of a group; return their worth and what they got."""
    worth, below = 0, 0
    for place in range(len(group)):
        if place <= stage or terms.bears_losses:
            worth += group[place]
            below += gross[place]
        elif not terms.cuts_legs:
            continue
        group[place], gross[place] = 0, 0
    return worth, below
