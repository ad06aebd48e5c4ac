"""Fast start over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissions.arrays.bases import bases
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock
from commissions.engine.facts import CUSTOMER, OWN
from commissions.kinds.unilevel.kernel import are_new, blocks_of

from .rule import FastStart


def says_all(rule: FastStart) -> bool:
    """Tell whether all orders of new members count; first orders are left to the walk."""
    return rule.first_orders is None


def blocks(rule: FastStart, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each order that counts, level by level."""
    volumes = ground.picture.volumes
    named = np.where(volumes.is_own, OWN in rule.orders, CUSTOMER in rule.orders)
    counts = named & are_new(rule.days, ground)
    return blocks_of(rule, ground, np.where(counts, bases(ground.plan, rule, volumes), 0))
