"""Greater of two over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissions.arrays.columns import rows
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock
from commissions.arrays.made import lines_of_members

from .rule import GreaterOf


def blocks(rule: GreaterOf, ground: ArrayGround) -> Iterator[LineBlock]:
    """Take back the smaller one of each member."""
    first, second = (ground.earned[rule_id] for rule_id in rule.of)
    less = np.minimum(first, second)
    losers = rows(np.flatnonzero(less))
    facts = {"first": first[losers], "second": second[losers]}
    yield from lines_of_members(rule.id, losers, less[losers], -less[losers], facts)
