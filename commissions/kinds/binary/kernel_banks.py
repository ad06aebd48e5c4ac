"""Both banks of every member as columns of lots; what they mean stands in bank.py."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from commissions.arrays.columns import Minor, minor, rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.kept import Kept

from .bank import place_of
from .kernel_facts import NO_LIMIT, Terms
from .rule import Binary
from .walk import NAMES, OWED

_TEXTS = (*NAMES, *OWED)


class Banks(NamedTuple):
    """Bank 2 * row + side has the lots from its head to before its tail, the oldest first.

    Its room begins at `starts`, with one place more than the lots it was handed.
    """

    places: Minor
    amounts: Minor
    heads: Minor
    tails: Minor
    owed: Minor


def banks_of(rule: Binary, ground: ArrayGround) -> Banks:
    """Load what the period before handed on to the rule."""
    carried, size = ground.picture.carried, len(ground.picture)
    mine = np.flatnonzero(carried.rules.rows == carried.rules.code(rule.id))
    at = ground.picture.rows_of(carried.member_ids[mine]).astype(np.int64)
    kinds = np.array([_TEXTS.index(n) if n in _TEXTS else 0 for n in carried.names.names] or [0])
    kind = kinds[carried.names.rows[mine]]
    dated = np.array([place_of(text) for text in carried.since.names] or [0], np.int64)
    place, amount = dated[carried.since.rows[mine]], carried.amounts[mine]
    bank, is_lot = 2 * at + kind % 2, kind < len(NAMES)
    owed = np.zeros(2 * size, np.int64)
    np.add.at(owed, bank[~is_lot], amount[~is_lot])
    order = np.lexsort((place[is_lot], bank[is_lot]))
    lots = np.bincount(bank[is_lot], minlength=2 * size).astype(np.int64)
    heads = np.cumsum(lots + 1) - (lots + 1)
    room = int((lots + 1).sum())
    places, amounts = np.zeros(room, np.int64), np.zeros(room, np.int64)
    nth = np.arange(len(order)) + bank[is_lot][order]  # one free place for each bank before
    places[nth], amounts[nth] = place[is_lot][order], amount[is_lot][order]
    return Banks(places, amounts, heads, heads + lots, owed)


def kept_of(rule: Binary, ground: ArrayGround, banks: Banks) -> Kept:
    """Return what all banks hand on; where nothing expires, each as one lot of this period."""
    key = ground.picture.period.key if ground.picture.period else ""
    texts = {place_of(text): text for text in ground.picture.carried.since.names}
    texts[place_of(key)] = key
    if rule.keeping.expires_after is None:
        found, amounts = minor(np.arange(len(banks.heads))), _totals(banks)
        places = minor(np.full(len(found), place_of(key)))
    else:
        found, places, amounts = _lots(banks)
    known = np.array(sorted(texts), np.int64)
    since = np.searchsorted(known, np.append(places, np.full(len(banks.owed), place_of(key))))
    bank = np.append(found, np.arange(len(banks.owed)))
    is_owed = np.arange(len(bank)) >= len(found)
    return Kept(
        rule.id,
        rows(bank // 2),
        _TEXTS,
        rows(bank % 2 + np.where(is_owed, len(NAMES), 0)),
        tuple(texts[place] for place in known.tolist()),
        rows(since),
        np.append(amounts, banks.owed),
    )


@compiled
def total(banks: Banks, row: int, side: int) -> int:
    """Return what a side holds."""
    held = 0
    for lot in range(banks.heads[2 * row + side], banks.tails[2 * row + side]):
        held += banks.amounts[lot]
    return held


@compiled
def accrue(banks: Banks, row: int, new: tuple[int, int], terms: Terms) -> None:
    """Add what came up; what came back is taken off the newest first, or owed."""
    for side in range(2):
        bank = 2 * row + side
        amount = (new[0] if side == 0 else new[1]) - banks.owed[bank]
        banks.owed[bank] = 0
        if amount > 0:
            _add(banks, bank, terms.place, amount)
        elif amount < 0:
            owed = -amount - take_newest(banks, bank, -amount)
            banks.owed[bank] = owed if terms.keeps_debt else 0


@compiled
def take(banks: Banks, row: int, side: int, amount: int) -> None:
    """Use up volume, the oldest first."""
    bank = 2 * row + side
    while amount > 0 and banks.heads[bank] < banks.tails[bank]:
        lot = banks.heads[bank]
        taken = min(amount, banks.amounts[lot])
        banks.amounts[lot] -= taken
        amount -= taken
        if banks.amounts[lot] == 0:
            banks.heads[bank] += 1


@compiled
def take_newest(banks: Banks, bank: int, amount: int) -> int:
    """Use up volume, the newest first; return how much was there."""
    missing = amount
    while missing > 0 and banks.heads[bank] < banks.tails[bank]:
        lot = banks.tails[bank] - 1
        taken = min(missing, banks.amounts[lot])
        banks.amounts[lot] -= taken
        missing -= taken
        if banks.amounts[lot] == 0:
            banks.tails[bank] -= 1
    return amount - missing


@compiled
def expire(banks: Banks, row: int, before: int) -> None:
    """Drop lots of places before this one; the oldest come first."""
    for bank in range(2 * row, 2 * row + 2):
        while banks.heads[bank] < banks.tails[bank] and banks.places[banks.heads[bank]] < before:
            banks.heads[bank] += 1


@compiled
def trim(banks: Banks, row: int, terms: Terms) -> None:
    """Drop what may not be handed on."""
    if terms.expires_after != NO_LIMIT:
        expire(banks, row, terms.place - terms.expires_after + 1)
    for side in range(2):
        beyond = total(banks, row, side) - terms.carry_cap
        if terms.carry_cap != NO_LIMIT and beyond > 0:
            if terms.cap_flushes_oldest:
                take(banks, row, side, beyond)
            else:
                take_newest(banks, 2 * row + side, beyond)
        held = total(banks, row, side)
        if held < terms.least_carry:
            take(banks, row, side, held)


@compiled
def _add(banks: Banks, bank: int, place: int, amount: int) -> None:
    tail = banks.tails[bank]
    if banks.heads[bank] < tail and banks.places[tail - 1] == place:
        banks.amounts[tail - 1] += amount
        return
    banks.places[tail], banks.amounts[tail] = place, amount
    banks.tails[bank] += 1


@compiled
def _totals(banks: Banks) -> Minor:
    found = np.zeros(len(banks.heads), np.int64)
    for bank in range(len(found)):
        found[bank] = total(banks, bank // 2, bank % 2)
    return found


@compiled
def _lots(banks: Banks) -> tuple[Minor, Minor, Minor]:
    """Return the bank, the place and the amount of every lot that is left."""
    count = 0
    for bank in range(len(banks.heads)):
        count += banks.tails[bank] - banks.heads[bank]
    of = np.empty(count, np.int64)
    places, amounts = np.empty(count, np.int64), np.empty(count, np.int64)
    count = 0
    for bank in range(len(banks.heads)):
        for lot in range(banks.heads[bank], banks.tails[bank]):
            of[count], places[count], amounts[count] = bank, banks.places[lot], banks.amounts[lot]
            count += 1
    return of, places, amounts
