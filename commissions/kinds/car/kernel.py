"""Car allowance over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from commissions.arrays.columns import Minor, Rows, minor, rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.kept import Kept
from commissions.arrays.lines import LineBlock, LineColumns, filled
from commissions.arrays.persons import together
from commissions.kinds.by_rank import of_rank

from .rule import Car
from .walk import State, highest

FACTS = ("step", "missed", "positions")


class _States(NamedTuple):
    """What every member hands on; see `walk.State`."""

    in_row: Minor
    running: Minor
    missed: Minor


class _Terms(NamedTuple):
    """The rule in numbers; `amounts` by the step of a rank."""

    amounts: Minor
    begins_after: int
    ends_after: int
    pays_missed: bool


def blocks(rule: Car, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each member in the order of the picture, and hand on its counts."""
    plan, paid = ground.plan, ground.standing.ranked.paid
    places = rows([plan.step(name) + 1 for name in paid.names])
    steps = np.where(ground.standing.is_active, places[paid.rows], 0)
    amounts = minor([of_rank(rule.amounts_minor, rank.id) for rank in plan.ranks])
    terms = _Terms(amounts, rule.begins_after, rule.ends_after, rule.pays_missed)
    states = _brought(rule, ground)
    allowed = _allowances(steps, terms, states)
    others = np.zeros(len(allowed), np.int64)
    for positions in together(ground.picture) if rule.counts_persons else ():
        mine = dict(zip(positions, allowed[positions].tolist(), strict=True))
        losers = [row for row in positions if row != highest(positions, mine)]
        others[losers] = len(positions)

    def fill(first: int, out: LineColumns) -> tuple[int, int]:
        return _fill(first, out, allowed, others, states)

    yield from filled(rule.id, len(ground.picture), fill, FACTS)
    _keep(rule, ground, states)


@compiled
def _allowances(steps: Rows, terms: _Terms, states: _States) -> Minor:
    """Count the period for everybody, and return the allowance of each position by itself."""
    allowed = np.zeros(len(steps), np.int64)
    for row in range(len(steps)):
        _count(row, steps[row], terms, states)
        step = states.running[row]
        if step and (terms.pays_missed or not states.missed[row]):
            allowed[row] = terms.amounts[step - 1]
    return allowed


@compiled
def _fill(
    first: int, out: LineColumns, allowed: Minor, others: Minor, states: _States
) -> tuple[int, int]:
    """Write the allowances; where another of so many positions has it, take it back."""
    count = 0
    for row in range(first, len(allowed)):
        if count + 2 > len(out.amounts):
            return row, count
        if allowed[row]:
            out.members[count], out.amounts[count] = row, allowed[row]
            out.facts[0, count] = states.running[row]
            out.facts[1, count] = states.missed[row]
            count += 1
            if others[row]:
                out.members[count], out.sources[count] = row, row
                out.amounts[count], out.facts[2, count] = -allowed[row], others[row]
                count += 1
    return len(allowed), count


@compiled
def _count(row: int, step: int, terms: _Terms, states: _States) -> None:
    """Count one more period, as the walk does."""
    if step and terms.amounts[step - 1] > 0:
        states.in_row[row] = min(states.in_row[row] + 1, terms.begins_after)
        runs = states.running[row] or states.in_row[row] == terms.begins_after
        states.running[row] = step if runs else 0
        states.missed[row] = 0
        return
    states.in_row[row] = 0
    states.missed[row] = states.missed[row] + 1 if states.running[row] else 0
    if states.missed[row] >= terms.ends_after:
        states.running[row] = 0
        states.missed[row] = 0


def _brought(rule: Car, ground: ArrayGround) -> _States:
    carried, size = ground.picture.carried, len(ground.picture)
    found = np.zeros((len(State._fields), size), np.int64)
    mine = np.flatnonzero(carried.rules.rows == carried.rules.code(rule.id))
    at = ground.picture.rows_of(carried.member_ids[mine])
    for place, name in enumerate(State._fields):
        here = carried.names.rows[mine] == carried.names.code(name)
        found[place, at[here]] = carried.amounts[mine][here]
    running = np.minimum(found[1], len(ground.plan.ranks))
    return _States(found[0], running, found[2])


def _keep(rule: Car, ground: ArrayGround, states: _States) -> None:
    period = ground.picture.period
    size = len(ground.picture)
    ground.keep(
        Kept(
            rule.id,
            rows(np.tile(np.arange(size), len(states))),
            State._fields,
            rows(np.repeat(np.arange(len(states)), size)),
            (period.key if period else "",),
            rows(np.zeros(len(states) * size)),
            np.concatenate(states),
        )
    )
