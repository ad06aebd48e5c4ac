"""Correct a closed period by columns: what it pays by now, less all that was booked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np

from commissions.engine.plan import Plan
from commissions.engine.tree import NOBODY

from .columns import Minor, Rows
from .lines import LineBlock
from .picture import ArrayPicture


class BookedColumns(NamedTuple):
    """Lines of one rule, by the keys of our tables; NOBODY where there is no order or source.

    `line_nos` is 0 where a line only corrected.
    """

    entries: Minor
    sources: Minor
    members: Minor
    levels: Minor
    rates_bp: Minor
    bases: Minor
    amounts: Minor
    line_nos: Minor


class Difference(NamedTuple):
    """By how much a line of a rule differs from what was booked; see `facts.Correction`."""

    rule_id: str
    entry_id: int
    source_id: int
    member_id: int
    level: int
    rate_bp: int
    base_minor: int
    amount_minor: int
    line_no: int


def differences(
    plan: Plan,
    picture: ArrayPicture,
    blocks: Iterable[LineBlock],
    booked: Callable[[str], BookedColumns],
) -> Iterator[Difference]:
    """Yield what is due and not booked, or booked and not due, rule by rule, in no order.

    `booked` is asked for one rule at a time, so that no more than one is held.
    """
    due = groupby(blocks, key=lambda block: block.rule_id)
    rule_id, theirs = next(due, ("", iter(())))
    for rule in plan.rules:
        found: list[LineBlock] = []
        if rule.id == rule_id:
            found = list(theirs)
            rule_id, theirs = next(due, ("", iter(())))
        yield from _of_rule(rule.id, _due(picture, found), booked(rule.id))


def _due(picture: ArrayPicture, blocks: Sequence[LineBlock]) -> BookedColumns:
    empty = BookedColumns(*(np.zeros(0, np.int64) for _name in BookedColumns._fields))
    parts = [empty, *(_as_booked(picture, block) for block in blocks)]
    return BookedColumns(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _as_booked(picture: ArrayPicture, block: LineBlock) -> BookedColumns:
    columns = block.columns
    return BookedColumns(
        _numbers(picture.volumes.entry_ids, columns.volumes),
        _numbers(picture.member_ids, columns.sources),
        picture.member_ids[columns.members],
        columns.levels.astype(np.int64),
        columns.rates_bp.astype(np.int64),
        columns.bases,
        columns.amounts,
        np.zeros(len(block), np.int64),
    )


def _numbers(known: Minor, at: Rows) -> Minor:
    if not len(known):
        return np.full(len(at), NOBODY, np.int64)
    return np.asarray(np.where(at == NOBODY, NOBODY, known[at]), np.int64)


def _of_rule(rule_id: str, due: BookedColumns, booked: BookedColumns) -> Iterator[Difference]:
    taken = booked._replace(bases=-booked.bases, amounts=-booked.amounts)
    both = BookedColumns(*(np.concatenate(pair) for pair in zip(due, taken, strict=True)))
    if not len(both.amounts):
        return
    *key, bases, amounts, line_nos = both
    order = np.lexsort(key)
    begins = np.zeros(len(order), np.bool_)
    begins[0] = True
    for column in key:
        begins[1:] |= np.diff(column[order]) != 0
    firsts = np.flatnonzero(begins)
    sums = np.add.reduceat(amounts[order], firsts)
    other = np.flatnonzero(sums)
    based = np.add.reduceat(bases[order], firsts)[other]
    last = np.maximum.reduceat(line_nos[order], firsts)[other]
    at = order[firsts[other]]
    columns = (*(column[at] for column in key), based, sums[other], last)
    for row in zip(*(column.tolist() for column in columns), strict=True):
        yield Difference(rule_id, *row)
