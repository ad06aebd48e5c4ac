"""Numbers that rules hand on, as columns: what a period keeps for the next one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .columns import Codes, Minor, Rows, rows
from .picture import ArrayCarried


@dataclass(frozen=True, slots=True)
class Kept:
    """Numbers of one rule: whose they are, what they count, since when; nothing is no number.

    `names` and `since` are codes into the texts beside them.
    """

    rule_id: str
    member_rows: Rows
    name_texts: tuple[str, ...]
    names: Rows
    since_texts: tuple[str, ...]
    since: Rows
    amounts: Minor


def carried_from(
    kept: Sequence[Kept], member_ids: Minor, others: ArrayCarried | None = None
) -> ArrayCarried:
    """Put the numbers of all rules, and others that the plan itself keeps, in the walk's order."""
    every = [_carried(_without_nothing(each), member_ids) for each in kept]
    found = [each for each in (*every, *([others] if others else ())) if len(each)]
    rule_ids = _joined(each.rules for each in found)
    names, since = _joined(each.names for each in found), _joined(each.since for each in found)
    members = np.concatenate([each.member_ids for each in found] or [member_ids[:0]])
    amounts = np.concatenate([each.amounts for each in found] or [member_ids[:0]])
    order = np.lexsort((amounts, since.rows, names.rows, members, rule_ids.rows))
    return ArrayCarried(
        Codes(rule_ids.names, rule_ids.rows[order]),
        members[order],
        Codes(names.names, names.rows[order]),
        Codes(since.names, since.rows[order]),
        amounts[order],
    )


def _carried(kept: Kept, member_ids: Minor) -> ArrayCarried:
    return ArrayCarried(
        Codes((kept.rule_id,), np.zeros(len(kept.amounts), np.int32)),
        member_ids[kept.member_rows],
        Codes(kept.name_texts, kept.names),
        Codes(kept.since_texts, kept.since),
        kept.amounts,
    )


def _without_nothing(kept: Kept) -> Kept:
    some = kept.amounts != 0
    return Kept(
        kept.rule_id,
        kept.member_rows[some],
        kept.name_texts,
        kept.names[some],
        kept.since_texts,
        kept.since[some],
        kept.amounts[some],
    )


def _joined(columns: Iterable[Codes]) -> Codes:
    """Give columns of different texts the same codes, of the texts that occur."""
    every = list(columns)
    used = {each.names[code] for each in every for code in np.unique(each.rows).tolist()}
    names = tuple(sorted(used))
    place = {name: code for code, name in enumerate(names)}
    parts = [rows([place.get(text, 0) for text in each.names])[each.rows] for each in every]
    return Codes(names, np.concatenate(parts) if parts else rows([]))
