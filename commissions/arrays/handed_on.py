"""What a period hands on, as columns: begun with by the next one, and compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from commissions.engine.handed_on import Changes

from .columns import Codes, Flags, minor, rows
from .picture import ArrayCarried, ArrayHeld, ArrayPicture, carried_of


def begun_with(picture: ArrayPicture, changed: Changes) -> ArrayPicture:
    """Let a period begin with what these members take along; see `engine.handed_on`."""
    if not changed:
        return picture
    return replace(
        picture, held=_held(picture, changed), carried=_carried(picture.carried, changed)
    )


def _held(picture: ArrayPicture, changed: Changes) -> ArrayHeld | None:
    size = len(picture)
    nothing = Codes(("",), np.zeros(size, np.int32))
    before = picture.held or ArrayHeld(nothing, np.zeros(size, np.int32), nothing)
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
