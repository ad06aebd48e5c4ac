"""Car allowance: an amount for each period at a rank, until too many are missed in a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from commissions.engine.facts import Carry, Earning
from commissions.engine.ground import Ground
from commissions.engine.persons import together
from commissions.kinds.by_rank import of_rank

if TYPE_CHECKING:
    from .rule import Car


class State(NamedTuple):
    """What a member hands on: periods at a rank in a row, and once it runs, its step and misses.

    `running` is the step of the last rank that was paid plus one, 0 while nothing runs.
    """

    in_row: int = 0
    running: int = 0
    missed: int = 0


def earnings(rule: Car, ground: Ground) -> Iterator[Earning]:
    """Pay each member in the order of the picture.

    Source: plan rule of kind "car".
    """
    lines = list(_allowances(rule, ground))
    shared = together(ground.picture) if rule.counts_persons else {}
    amounts = {line.member_id: line.amount_minor for line in lines}
    for line in lines:
        yield line
        positions = shared.get(line.member_id, (line.member_id,))
        if highest(positions, amounts) != line.member_id:
            facts = (("positions", len(positions)),)
            yield line._replace(
                amount_minor=-line.amount_minor, source_id=line.member_id, facts=facts
            )


def highest(positions: Sequence[int], amounts: Mapping[int, int]) -> int:
    """Return which position has the highest allowance, of equal ones the one with lowest number."""
    return min(positions, key=lambda each: (-amounts.get(each, 0), each))


def _allowances(rule: Car, ground: Ground) -> Iterator[Earning]:
    """Count the period for everybody, and yield the allowance of each position by itself."""
    standings, plan = ground.standings, ground.plan
    key = ground.picture.period.key if ground.picture.period else ""
    known = _brought(rule, ground)
    for row, member_id in enumerate(ground.picture.member_ids):
        rank = standings.ranks[row] if standings.is_active[row] else ""
        after = count(rule, known.get(member_id, State()), plan.step(rank) + 1, _pays(rule, rank))
        if after.running and (not after.missed or rule.pays_missed):
            paid = plan.ranks[after.running - 1].id
            facts = (("step", after.running), ("missed", after.missed))
            amount_minor = of_rank(rule.amounts_minor, paid)
            if amount_minor:
                yield Earning(rule.id, member_id, None, 0, 0, 0, amount_minor, facts=facts)
        for name, number in zip(State._fields, after, strict=True):
            ground.keep(Carry(rule.id, member_id, name, key, number))


def count(rule: Car, before: State, step: int, is_at_rank: bool) -> State:
    """Count one more period: the meaning of the rule. `step` is that of the rank plus one."""
    if is_at_rank:
        in_row = min(before.in_row + 1, rule.begins_after)
        runs = before.running or in_row == rule.begins_after
        return State(in_row, step if runs else 0, 0)
    missed = before.missed + 1 if before.running else 0
    if missed >= rule.ends_after:
        return State()
    return State(0, before.running, missed)


def _pays(rule: Car, rank: str) -> bool:
    return of_rank(rule.amounts_minor, rank) > 0


def _brought(rule: Car, ground: Ground) -> Mapping[int, State]:
    """Collect everybody's counts; a step beyond the ladder of a newer plan is its last one."""
    known: dict[int, State] = defaultdict(State)
    steps = len(ground.plan.ranks)
    for carry in ground.carried(rule.id):
        amount = min(carry.amount, steps) if carry.name == "running" else carry.amount
        known[carry.member_id] = known[carry.member_id]._replace(**{carry.name: amount})
    return known
