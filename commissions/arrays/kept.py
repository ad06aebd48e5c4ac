"""Numbers that rules hand on, as columns: what a period keeps for the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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


def carried_from(kept: Sequence[Kept], member_ids: Minor) -> ArrayCarried:
    """Put the numbers of all rules together, in the order of the walk's."""
    found = [_without_nothing(each) for each in kept]
    found = [each for each in found if len(each.amounts)]
    rule_ids = _joined(_of_rules(found))
    names = _joined([(each.name_texts, each.names) for each in found])
    since = _joined([(each.since_texts, each.since) for each in found])
    members = np.concatenate([member_ids[each.member_rows] for each in found] or [member_ids[:0]])
    amounts = np.concatenate([each.amounts for each in found] or [member_ids[:0]])
    order = np.lexsort((amounts, since.rows, names.rows, members, rule_ids.rows))
    return ArrayCarried(
        Codes(rule_ids.names, rule_ids.rows[order]),
        members[order],
        Codes(names.names, names.rows[order]),
        Codes(since.names, since.rows[order]),
        amounts[order],
    )


def _of_rules(kept: Sequence[Kept]) -> Iterator[tuple[tuple[str, ...], Rows]]:
    for each in kept:
        yield (each.rule_id,), np.zeros(len(each.amounts), np.int32)


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


def _joined(columns: Iterable[tuple[tuple[str, ...], Rows]]) -> Codes:
    """Give columns of different texts the same codes, of the texts that occur."""
    used = [(texts, codes, np.unique(codes)) for texts, codes in columns]
    names = tuple(sorted({texts[int(code)] for texts, _codes, some in used for code in some}))
    place = {name: code for code, name in enumerate(names)}
    parts = [rows([place.get(text, 0) for text in texts])[codes] for texts, codes, _some in used]
    return Codes(names, np.concatenate(parts) if parts else rows([]))
