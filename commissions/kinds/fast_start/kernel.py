"""Fast start over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissions.arrays.bases import bases
from commissions.arrays.columns import Flags, Minor, rows
from commissions.arrays.ground import ArrayGround
from commissions.arrays.kept import Kept
from commissions.arrays.lines import LineBlock
from commissions.engine.facts import CUSTOMER, OWN
from commissions.kinds.unilevel.kernel import are_new, blocks_of
from core.errors import InvariantBroken
from core.periods import Period

from .rule import FastStart
from .walk import ORDERS


def blocks(rule: FastStart, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each order that counts, level by level, and remember how many did."""
    volumes, period = ground.picture.volumes, ground.picture.period
    named = np.where(volumes.is_own, OWN in rule.orders, CUSTOMER in rule.orders)
    made = np.asarray(named & are_new(rule.days, ground), np.bool_)
    worths, counts = bases(ground.plan, rule, volumes), made
    if rule.first_orders is not None:
        made = np.asarray(made & (worths > 0), np.bool_)
        counts = _firsts(made, _before(rule, ground), rule.first_orders, ground)
    yield from blocks_of(rule, ground, np.where(counts, worths, 0))
    if rule.first_orders is not None and period is not None:
        _remember(rule, ground, made, period)


def _firsts(made: Flags, before: Minor, most: int, ground: ArrayGround) -> Flags:
    """Tell which of the orders are the first of their member, the earliest first."""
    volumes, places = ground.picture.volumes, np.flatnonzero(made)
    members = volumes.member_rows[places]
    order = np.lexsort((volumes.order_refs[places], volumes.days[places], members))
    members, places = members[order], places[order]
    starts = np.searchsorted(members, members, side="left")
    firsts = before[members] + np.arange(len(members)) - starts < most
    found = np.zeros(len(made), np.bool_)
    found[places[firsts]] = True
    return found


def _before(rule: FastStart, ground: ArrayGround) -> Minor:
    """Return how many orders of each member counted in earlier periods."""
    carried, before = ground.picture.carried, np.zeros(len(ground.picture), np.int64)
    mine = carried.rules.is_in([rule.id])
    before[ground.picture.rows_of(carried.member_ids[mine])] = carried.amounts[mine]
    return before


def _remember(rule: FastStart, ground: ArrayGround, made: Flags, period: Period) -> None:
    """Hand on how many orders counted of each member that is new in the next period."""
    picture = ground.picture
    if not len(picture):
        return
    if picture.joined_on is None:
        raise InvariantBroken("first orders need the first day of each member")
    counted = _before(rule, ground)
    np.add.at(counted, picture.volumes.member_rows[made], 1)
    stays = picture.joined_on.astype(np.int64) + rule.days >= period.ends_before.toordinal()
    members = rows(np.flatnonzero(stays & (counted != 0)))
    none = np.zeros(len(members), np.int32)
    names, since = (ORDERS,), (period.key,)
    ground.keep(Kept(rule.id, members, names, none, since, none, counted[members]))
