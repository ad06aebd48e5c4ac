"""Member cap over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissions.arrays.columns import ABSENT, LARGEST, Minor, minor, rows
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock
from commissions.arrays.made import lines_of_members
from commissions.arrays.persons import together
from commissions.engine.persons import kept_within

from .rule import MemberCap


def blocks(rule: MemberCap, ground: ArrayGround) -> Iterator[LineBlock]:
    """Take back what is above each member's limit."""
    earned = minor(np.sum([ground.earned[rule_id] for rule_id in rule.of], axis=0))
    ranks = ground.standing.ranked.paid
    by_rank = [rule.limit_of(name) for name in ranks.names]
    limits = minor([LARGEST if each is None else each for each in by_rank])[ranks.rows]
    cuts = np.maximum(earned, limits) - limits
    facts = {"limit": limits}
    if rule.counts_persons:
        facts |= _share(earned, limits, cuts, together(ground.picture))
    above = rows(np.flatnonzero(cuts))
    found = {name: column[above] for name, column in facts.items()}
    yield from lines_of_members(rule.id, above, earned[above], -cuts[above], found)


def _share(earned: Minor, limits: Minor, cuts: Minor, persons: list[list[int]]) -> dict[str, Minor]:
    """Set the limits and cuts of persons with several positions; return the facts they have."""
    facts = {name: np.full(len(cuts), ABSENT) for name in ("positions", "together")}
    for positions in persons:
        sums, limit = earned[positions].tolist(), int(limits[positions].max())
        kept = sums if limit == LARGEST else kept_within(limit, sums)
        limits[positions], cuts[positions] = limit, minor(sums) - minor(kept)
        facts["positions"][positions], facts["together"][positions] = len(positions), sum(sums)
    return facts
