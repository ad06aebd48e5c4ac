"""Booking bonus over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissions.arrays.bases import bases
from commissions.arrays.columns import Minor, Rows, minor, rows
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock
from commissions.arrays.made import lines_of_members

from .rule import BookingBonus
from .walk import PARTIES


def blocks(rule: BookingBonus, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each consultant for the booked parties; there are few, so they are asked singly."""
    holders, totals = _booked_parties(rule, ground)
    amounts = minor([rule.worth_minor(total) for total in totals.tolist()])
    takes = ground.picture.may_earn[holders] & (amounts > 0)
    if rule.need_activity:
        takes &= ground.standing.is_active[holders]
    paid, place = np.unique(holders[takes], return_inverse=True)
    base, amount, count = (np.zeros(len(paid), np.int64) for _column in range(3))
    np.add.at(base, place, totals[takes])
    np.add.at(amount, place, amounts[takes])
    np.add.at(count, place, 1)
    rates = rows(np.full(len(paid), rule.rate_bp))
    yield from lines_of_members(rule.id, rows(paid), base, amount, {PARTIES: count}, rates)


def _booked_parties(rule: BookingBonus, ground: ArrayGround) -> tuple[Rows, Minor]:
    """Return the consultant of each booked party, and what the party is worth."""
    volumes = ground.picture.volumes
    if volumes.booked_at is None or volumes.parties is None:
        return rows([]), minor([])
    booked = np.flatnonzero(volumes.booked_at)
    pairs = np.stack([volumes.member_rows[booked].astype(np.int64), volumes.parties[booked]])
    different, place = np.unique(pairs, axis=1, return_inverse=True)
    totals = np.zeros(different.shape[1], np.int64)
    np.add.at(totals, place.reshape(-1), bases(ground.plan, rule, volumes)[booked])
    return rows(different[0]), totals
