"""What a period hands on, as columns: begun with by the next one, and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from commissions.engine.facts import Carry, Held
from commissions.engine.handed_on import Changes, HandedOn

from .columns import Codes, Flags, Minor, minor, rows
from .picture import ArrayCarried, ArrayHeld, ArrayPicture, carried_of
from .standing import ArrayStanding


def begun_with(picture: ArrayPicture, changed: Changes) -> ArrayPicture:
    """Let a period begin with what these members take along; see `engine.handed_on`."""
    if not changed:
        return picture
    return replace(
        picture, held=_held(picture, changed), carried=_carried(picture.carried, changed)
    )


def _held(picture: ArrayPicture, changed: Changes) -> ArrayHeld | None:
    before = picture.held or _nothing(len(picture))
    there = np.isin(minor(list(changed)), picture.member_ids)
    members = [member for member, is_there in zip(changed, there, strict=True) if is_there]
    at = np.searchsorted(picture.member_ids, minor(members))
    held = [changed[member].held for member in members]
    missed = before.missed.copy()
    missed[at] = rows([each.missed for each in held])
    now = ArrayHeld(
        _replaced(before.ranks, at, [each.rank for each in held]),
        missed,
        _replaced(before.titles, at, [each.title for each in held]),
    )
    is_nothing = now.ranks.names == now.titles.names == ("",) and not missed.any()
    return None if is_nothing else now


def _replaced(column: Codes, at: NDArray[np.intp], texts: Sequence[str]) -> Codes:
    names = (*column.names, *texts)
    places = column.rows.copy()
    places[at] = np.arange(len(column.names), len(names))
    return Codes.among(names, places)


def _carried(before: ArrayCarried, changed: Changes) -> ArrayCarried:
    kept = ~np.isin(before.member_ids, minor(list(changed)))
    new = carried_of([carry for each in changed.values() for carry in each.carried])
    members = np.concatenate([before.member_ids[kept], new.member_ids])
    amounts = np.concatenate([before.amounts[kept], new.amounts])
    rules, names, since = (
        _joined(*pair, kept)
        for pair in (
            (before.rules, new.rules),
            (before.names, new.names),
            (before.since, new.since),
        )
    )
    order = np.lexsort((amounts, since.rows, names.rows, members, rules.rows))
    return ArrayCarried(
        Codes(rules.names, rules.rows[order]),
        members[order],
        Codes(names.names, names.rows[order]),
        Codes(since.names, since.rows[order]),
        amounts[order],
    )


def _joined(before: Codes, new: Codes, kept: Flags) -> Codes:
    places = np.concatenate([before.rows[kept], new.rows + len(before.names)])
    return Codes.among((*before.names, *new.names), places.astype(np.int32))


def changes(was: ArrayPicture, standing: ArrayStanding, carried: ArrayCarried) -> Changes:
    """Return what members of a settled period take along who took along something else.

    `was` is a picture that begins with what they took along.
    """
    now = _held_on(standing)
    before = was.held or _nothing(len(was))
    other = (
        _differ(before.ranks, now.ranks)
        | _differ(before.titles, now.titles)
        | (before.missed != now.missed)
    )
    members = np.unique(np.concatenate([was.member_ids[other], _other(was.carried, carried)]))
    numbers = _carries_of(carried, members)
    return {
        member: HandedOn(_held_at(now, row), tuple(sorted(numbers.get(member, ()))))
        for member, row in zip(members.tolist(), was.rows_of(members).tolist(), strict=True)
    }


def _nothing(size: int) -> ArrayHeld:
    empty = Codes(("",), np.zeros(size, np.int32))
    return ArrayHeld(empty, np.zeros(size, np.int32), empty)


def _held_on(standing: ArrayStanding) -> ArrayHeld:
    """Return what everybody holds; without rank and title nothing was missed either."""
    ranked = standing.ranked
    is_nobody = ranked.held.is_in([""]) & ranked.title.is_in([""])
    missed = np.where(is_nobody, 0, ranked.missed).astype(np.int32)
    return ArrayHeld(ranked.held, missed, ranked.title)


def _held_at(held: ArrayHeld, row: int) -> Held:
    rank, title = (codes.names[codes.rows[row]] for codes in (held.ranks, held.titles))
    return Held(rank, int(held.missed[row]), title)


def _differ(one: Codes, other: Codes) -> Flags:
    both = Codes.among(
        (*one.names, *other.names), np.concatenate([one.rows, other.rows + len(one.names)])
    )
    size = len(one.rows)
    return np.asarray(both.rows[:size] != both.rows[size:], np.bool_)


def _other(was: ArrayCarried, now: ArrayCarried) -> Minor:
    """Return the members of numbers that only one of both has."""
    if not len(was) + len(now):
        return minor([])
    codes = [
        _joined(getattr(was, name), getattr(now, name), np.ones(len(was), np.bool_)).rows
        for name in ("rules", "names", "since")
    ]
    members = np.concatenate([was.member_ids, now.member_ids])
    key = [*codes, np.concatenate([was.amounts, now.amounts]), members]
    order = np.lexsort(key)
    begins = np.ones(len(order), np.bool_)
    begins[1:] = np.any([np.diff(column[order]) != 0 for column in key], axis=0)
    firsts = np.flatnonzero(begins)
    signs = np.where(order < len(was), -1, 1)
    is_other = np.add.reduceat(signs, firsts) != 0
    return minor(members[order[firsts[is_other]]])


def _carries_of(carried: ArrayCarried, members: Minor) -> dict[int, list[Carry]]:
    found: dict[int, list[Carry]] = {}
    for at in np.flatnonzero(np.isin(carried.member_ids, members)).tolist():
        rule, name, since = (
            codes.names[codes.rows[at]] for codes in (carried.rules, carried.names, carried.since)
        )
        member = int(carried.member_ids[at])
        found.setdefault(member, []).append(
            Carry(rule, member, name, since, int(carried.amounts[at]))
        )
    return found
