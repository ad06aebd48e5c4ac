"""Rank bonus over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from commissions.arrays.columns import Codes, Flags, Minor, Rows, minor, rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.kept import Kept
from commissions.arrays.lines import LineBlock, LineColumns, filled
from commissions.arrays.persons import first_positions, of_persons
from commissions.engine.plan import Plan
from commissions.kinds.by_rank import of_rank
from core.errors import InvariantBroken

from .rule import RankBonus
from .walk import LEFT, REWARDED, instalment


class _Members(NamedTuple):
    """Steps of the ladder plus one: of the rank paid, and which of them are new and are paid.

    `had` and `reached` are those of a person, `known` those that a member itself has had by now.
    """

    paid: Rows
    had: Rows
    reached: Rows
    known: Rows
    takes: Flags


class _Terms(NamedTuple):
    """`parts` has the instalments of every step: the first one, the second one and so on."""

    parts: Minor
    pays_skipped: bool
    missed_come_later: bool


def blocks(rule: RankBonus, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each member in the order of the picture: one line for all its titles of the period."""
    plan = ground.plan
    amounts = [of_rank(rule.amounts_minor, rank.id) for rank in plan.ranks]
    parts = [[instalment(rule, each, n + 1) for n in range(rule.instalments)] for each in amounts]
    table = minor(parts).reshape(len(amounts), rule.instalments)
    terms = _Terms(table, rule.pays_skipped, rule.missed_come_later)
    rewarded, left = _brought(rule, ground)
    members = _members(rule, ground, rewarded)

    def fill(first: int, out: LineColumns) -> tuple[int, int]:
        return _fill(first, out, members, terms, left)

    names = tuple(rank.id for rank in plan.ranks)
    yield from filled(rule.id, len(ground.picture), fill, names)
    _keep(rule, ground, members.known.astype(np.int64), left)


@compiled
def _fill(
    first: int, out: LineColumns, members: _Members, terms: _Terms, left: Minor
) -> tuple[int, int]:
    count = 0
    for row in range(first, len(left)):
        if count == len(out.amounts):
            return row, count
        due = np.zeros(len(terms.parts), np.int64)
        _instalments(due, members.paid[row], left[row], terms)
        had, reached = members.had[row], members.reached[row]
        if members.takes[row]:
            _first(due, had if terms.pays_skipped else reached - 1, reached, left[row], terms)
        if due.sum():
            out.members[count], out.amounts[count] = row, due.sum()
            for step in np.flatnonzero(due):
                out.facts[step, count] = due[step]
            count += 1
    return len(left), count


@compiled
def _instalments(due: Minor, paid: int, left: Minor, terms: _Terms) -> None:
    """Pay the next instalment of each title that is still paid; others wait or are lost."""
    for step in np.flatnonzero(left):
        if paid > step:
            due[step] = terms.parts[step, terms.parts.shape[1] - left[step]]
        if paid > step or not terms.missed_come_later:
            left[step] -= 1


@compiled
def _first(due: Minor, lowest: int, reached: int, left: Minor, terms: _Terms) -> None:
    """Pay the first instalment of each title that is reached."""
    for step in range(lowest, reached):
        if terms.parts[step].sum():
            due[step] = terms.parts[step, 0]
            left[step] = terms.parts.shape[1] - 1


def _members(rule: RankBonus, ground: ArrayGround, rewarded: Minor) -> _Members:
    plan, ranked, held = ground.plan, ground.standing.ranked, ground.picture.held
    own = np.arange(len(ground.picture))
    before = _steps(plan, held.titles) if held else rows(np.zeros(len(own)))
    had, reached = np.maximum(rewarded, before), _steps(plan, ranked.title).astype(np.int64)
    first = first_positions(ground.picture) if rule.counts_persons else rows(own)
    all_had, all_reached = (
        of_persons(np.maximum, had, first),
        of_persons(np.maximum, reached, first),
    )
    takers = of_persons(np.minimum, np.where(reached == all_reached, own, len(own)), first)
    takes = (takers == own) & (all_reached > all_had) & _in_time(rule, ground, first)
    return _Members(
        _steps(plan, ranked.paid),
        rows(all_had),
        rows(all_reached),
        rows(np.maximum(had, reached)),
        takes,
    )


def _steps(plan: Plan, ranks: Codes) -> Rows:
    return rows([plan.step(name) + 1 for name in ranks.names])[ranks.rows]


def _in_time(rule: RankBonus, ground: ArrayGround, first: Rows) -> Flags:
    """Tell whose deadline the period's first day keeps; it counts from a person's first day."""
    picture = ground.picture
    if rule.within_days is None or not len(picture):
        return np.ones(len(picture), np.bool_)
    if picture.joined_on is None or picture.period is None:
        raise InvariantBroken("a deadline needs the first day of each member")
    joined_on = of_persons(np.minimum, picture.joined_on.astype(np.int64), first)
    until = joined_on + rule.within_days
    return np.asarray(picture.period.starts_on.toordinal() <= until, np.bool_)


def _brought(rule: RankBonus, ground: ArrayGround) -> tuple[Minor, Minor]:
    """Return everybody's rewarded steps, and the instalments left of each step."""
    carried, plan = ground.picture.carried, ground.plan
    rewarded = np.zeros(len(ground.picture), np.int64)
    left = np.zeros((len(ground.picture), len(plan.ranks)), np.int64)
    mine = np.flatnonzero(carried.rules.rows == carried.rules.code(rule.id))
    at = ground.picture.rows_of(carried.member_ids[mine])
    for code, name in enumerate(carried.names.names):
        here = carried.names.rows[mine] == code
        step = plan.step(name.removeprefix(LEFT))
        if name == REWARDED:
            rewarded[at[here]] = carried.amounts[mine][here]
        elif step >= 0:
            left[at[here], step] = carried.amounts[mine][here]
    return rewarded, left


def _keep(rule: RankBonus, ground: ArrayGround, rewarded: Minor, left: Minor) -> None:
    period, size = ground.picture.period, len(rewarded)
    columns = np.vstack([rewarded, left.T])
    names = (REWARDED, *(f"{LEFT}{rank.id}" for rank in ground.plan.ranks))
    ground.keep(
        Kept(
            rule.id,
            rows(np.tile(np.arange(size), len(names))),
            names,
            rows(np.repeat(np.arange(len(names)), size)),
            (period.key if period else "",),
            rows(np.zeros(len(names) * size)),
            columns.reshape(-1),
        )
    )
