"""A bonus by formula over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from commissions.arrays.bases import net_values
from commissions.arrays.columns import Minor, minor, rows
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock
from commissions.arrays.made import lines_of_members
from commissions.arrays.requirements import FACTS
from commissions.kinds.columns import by_rank

from .facts import EARNED, RANK
from .rule import ByFormula


def _steps(ground: ArrayGround) -> Minor:
    steps = {rank.id: step for step, rank in enumerate(ground.plan.ranks, start=1)}
    return minor(by_rank(ground.standing.ranked.paid, steps))


_ORDERS: Mapping[str, tuple[Callable[[ArrayGround], Minor], bool]] = {
    "cv": (lambda ground: ground.picture.volumes.cv_minor, False),
    "group_cv": (lambda ground: ground.picture.volumes.cv_minor, True),
    "net": (lambda ground: net_values(ground.plan, ground.picture.volumes), False),
    "group_net": (lambda ground: net_values(ground.plan, ground.picture.volumes), True),
}


def blocks(rule: ByFormula, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each member what the formula comes to."""
    takes = ground.picture.may_earn
    if rule.is_for_active:
        takes = takes & ground.standing.is_active
    known = {name: _column(rule, ground, name) for name in sorted(rule.pays.names)}
    amounts = np.where(takes, rule.pays.values(known), 0)
    members = np.flatnonzero(amounts)
    facts = {name: column[members] for name, column in known.items()}
    paid = amounts[members]
    yield from lines_of_members(rule.id, rows(members), paid, paid, facts)


def _column(rule: ByFormula, ground: ArrayGround, name: str) -> Minor:
    if name in FACTS:
        return minor(FACTS[name](ground.people))
    if name == RANK:
        return _steps(ground)
    if name == EARNED:
        accounts = [ground.earned[rule_id] for rule_id in rule.of]
        return minor(np.maximum(np.sum(accounts, axis=0), 0))
    amount, is_of_group = _ORDERS[name]
    own = np.zeros(len(ground.picture), np.int64)
    np.add.at(own, ground.picture.volumes.member_rows, amount(ground))
    return ground.tree.sums_below(own) if is_of_group else own
