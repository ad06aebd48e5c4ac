"""Full levels of a matrix over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from commissions.arrays.columns import Minor, minor, rows
from commissions.arrays.ground import ArrayGround
from commissions.arrays.kept import Kept
from commissions.arrays.lines import LineBlock, LineColumns
from commissions.arrays.made import parts
from commissions.engine.tree import NOBODY

from .rule import Matrix
from .walk import FILLED

_PLACES = ("places",)
_Due = NDArray[np.bool_]


def blocks(rule: Matrix, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each level that is full for the first time, by rising member and level."""
    due = _due(rule, ground)
    members, levels = np.nonzero(due.T)
    places = minor([rule.places(level) for level in range(1, rule.levels + 1)])
    lines = LineColumns.empty(len(members), len(_PLACES))
    lines.members[:], lines.levels[:] = members, levels + 1
    lines.amounts[:], lines.facts[0] = minor(rule.fills_minor)[levels], places[levels]
    yield from parts(rule.id, lines, _PLACES)
    _keep(rule, ground, due)


def _due(rule: Matrix, ground: ArrayGround) -> _Due:
    """Tell for each level whose is full, was never paid, and pays something."""
    takes = ground.picture.may_earn
    if rule.need_activity:
        takes = takes & ground.standing.is_active
    due = np.zeros((rule.levels, len(ground.picture)), np.bool_)
    for place, below in enumerate(_counts(rule, ground)):
        if rule.fills_minor[place]:
            due[place] = takes & (below >= rule.places(place + 1))
    carried = ground.picture.carried
    mine = np.flatnonzero(carried.rules.is_in([rule.id]))
    paid_to = ground.picture.rows_of(carried.member_ids[mine])
    for place in range(rule.levels):
        paid = carried.names.rows[mine] == carried.names.code(FILLED % (place + 1))
        due[place, paid_to[paid]] = False
    return due


def _counts(rule: Matrix, ground: ArrayGround) -> Iterator[Minor]:
    """Yield for each level how many stand there below each row: those of the level above, moved."""
    parents, placement = ground.tree_of(rule).above, ground.picture.placement
    slots = placement.slots if placement else np.zeros(0, np.int32)
    placed = np.flatnonzero((parents != NOBODY) & (slots <= rule.width))
    level = np.ones(len(parents), np.int64)
    if rule.count_active_only:
        level = (ground.picture.may_earn & ground.standing.is_active).astype(np.int64)
    for _level in range(rule.levels):
        below = np.zeros(len(parents), np.int64)
        np.add.at(below, parents[placed], level[placed])
        yield below
        level = below


def _keep(rule: Matrix, ground: ArrayGround, due: _Due) -> None:
    """Hand on for good what was ever paid."""
    picture, carried = ground.picture, ground.picture.carried
    mine = np.flatnonzero(carried.rules.is_in([rule.id]))
    ground.keep(
        Kept(
            rule.id,
            picture.rows_of(carried.member_ids[mine]),
            carried.names.names,
            carried.names.rows[mine],
            carried.since.names,
            carried.since.rows[mine],
            carried.amounts[mine],
        )
    )
    levels, members = np.nonzero(due)
    names = tuple(FILLED % level for level in range(1, rule.levels + 1))
    since, none = (picture.period.key if picture.period else "",), np.zeros(len(members), np.int32)
    once = np.ones(len(members), np.int64)
    ground.keep(Kept(rule.id, rows(members), names, rows(levels), since, none, once))
