"""Member cap over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissions.arrays.columns import LARGEST, minor, rows
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock
from commissions.arrays.made import lines_of_members

from .rule import MemberCap


def blocks(rule: MemberCap, ground: ArrayGround) -> Iterator[LineBlock]:
    """Take back what is above each member's limit."""
    earned = minor(np.sum([ground.earned[rule_id] for rule_id in rule.of], axis=0))
    ranks = ground.standing.ranked.paid
    by_rank = [rule.limit_of(name) for name in ranks.names]
    limits = minor([LARGEST if each is None else each for each in by_rank])[ranks.rows]
    above = rows(np.flatnonzero(earned > limits))
    cuts = earned[above] - limits[above]
    yield from lines_of_members(rule.id, above, earned[above], -cuts, {"limit": limits[above]})
