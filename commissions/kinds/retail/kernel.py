"""Retail over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissions.arrays.bases import bases, rounded_shares
from commissions.arrays.columns import Rows, rows
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock
from commissions.arrays.made import lines_of_orders
from commissions.engine.facts import CUSTOMER, OWN

from .rule import Retail


def blocks(rule: Retail, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each order to the member to whom it is credited."""
    volumes = ground.picture.volumes
    pays = np.where(volumes.is_own, OWN in rule.orders, CUSTOMER in rule.orders)
    rates = np.where(pays, _rates(rule, ground)[volumes.member_rows], 0).astype(np.int64)
    base = bases(ground.plan, rule, volumes)
    amounts = rounded_shares(base, rates, rule.rounding)
    paid = rows(np.flatnonzero(amounts))
    members = volumes.member_rows[paid]
    worth = base[paid], amounts[paid]
    yield from lines_of_orders(rule.id, members, paid, rows(rates[paid]), worth)


def _rates(rule: Retail, ground: ArrayGround) -> Rows:
    ranks = ground.standing.ranked.paid
    rates = rows([rule.rate_of(name) for name in ranks.names])[ranks.rows]
    takes = ground.picture.may_earn
    if rule.need_activity:
        takes = takes & ground.standing.is_active
    return rows(np.where(takes, rates, 0))
