"""A bonus on a member's volume over columns; what it means stands in walk.py."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from commissions.arrays.bases import bases
from commissions.arrays.columns import Flags, Minor, minor, rows
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock
from commissions.arrays.made import lines_of_members

from .rule import PersonalBonus
from .walk import due, rate


def blocks(rule: PersonalBonus, ground: ArrayGround) -> Iterator[LineBlock]:
    """Pay each member by its volume; products may leave 64 bits, so members are asked singly."""
    volumes, base = _volumes(rule, ground), _bases(rule, ground)
    has_some = (volumes >= max(rule.least_minor, 1)) & (base > 0)
    members = np.flatnonzero(_takes(rule, ground) & has_some)
    pairs = list(zip(volumes[members].tolist(), base[members].tolist(), strict=True))
    owed = minor([due(rule, volume, worth) for volume, worth in pairs])
    paid = _paid(rule, ground)[members]
    rates = rows([rate(rule, volume) for volume, _worth in pairs])
    left = owed > paid
    facts = {"volume": volumes[members][left]}
    if rule.less:
        facts["paid"] = paid[left]
    yield from lines_of_members(
        rule.id, rows(members[left]), base[members][left], (owed - paid)[left], facts, rates[left]
    )


def _takes(rule: PersonalBonus, ground: ArrayGround) -> Flags:
    paid = ground.standing.ranked.paid
    steps = rows([ground.plan.step(name) for name in paid.names])[paid.rows]
    takes = ground.picture.may_earn & (steps >= rule.least_step)
    return np.asarray(takes & ground.standing.is_active if rule.need_activity else takes, np.bool_)


def _volumes(rule: PersonalBonus, ground: ArrayGround) -> Minor:
    if rule.is_of_own_group:
        return ground.people.own_group
    return ground.standing.gv_minor if rule.is_of_group else ground.standing.pv_minor


def _paid(rule: PersonalBonus, ground: ArrayGround) -> Minor:
    accounts = [ground.earned[rule_id] for rule_id in rule.less]
    return minor(np.sum(accounts, axis=0) if accounts else np.zeros(len(ground.picture)))


def _bases(rule: PersonalBonus, ground: ArrayGround) -> Minor:
    volumes = ground.picture.volumes
    worth = bases(ground.plan, rule, volumes)
    if ground.plan.customer_volume != "to_partner":
        worth = np.where(volumes.is_own, worth, 0)
    own = np.zeros(len(ground.picture), np.int64)
    np.add.at(own, volumes.member_rows, worth)
    if rule.is_of_own_group:
        return ground.people.of_own_groups(own)
    return ground.tree.sums_below(own) if rule.is_of_group else own
