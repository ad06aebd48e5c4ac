"""Who fulfils what a rank or activity asks without looking at ranks below: one flag a member."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from commissions.engine.leg_rules import EXTRA_CAPPED, EXTRA_UNCAPPED, LEG_SHARE
from commissions.engine.people import PV, QV
from commissions.engine.requirement import (
    ActiveDirects,
    ByFormula,
    Customers,
    IsActive,
    LegVolume,
    Points,
    Requirement,
)
from core.errors import InvariantBroken
from core.rates import WHOLE_BP

from .columns import LARGEST, Flags, Minor, exact_sum, minor
from .people import ArrayPeople


def holds(requirement: Requirement, people: ArrayPeople) -> Flags:
    """Tell member by member whether a requirement holds."""
    return _HOLD[type(requirement)](requirement, people)


def _points(requirement: Points, people: ArrayPeople) -> Flags:
    return _VOLUMES[requirement.volume](people, requirement.measure) >= requirement.required


def _leg_volume(requirement: LegVolume, people: ArrayPeople) -> Flags:
    """Compare without fractions: both sides times the whole.

    A share of the total is reached by the same members as a cap of the requirement.
    """
    rule, required = requirement.rule, requirement.required
    legs = np.maximum(people.legs(requirement.measure), 0)
    own = np.maximum(people.personal(requirement.measure), 0)
    # All legs of a member together hold no more than what everybody bought.
    if 2 * exact_sum(own) + required > LARGEST // WHOLE_BP:
        raise InvariantBroken("the volumes are too large to be compared with a share")
    if rule.meaning == LEG_SHARE:
        counted = _leg_share(people, legs, own, requirement)
    else:
        most = rule.share_bp * required
        counted = people.above(np.minimum(legs * WHOLE_BP, most))
        if rule.own_volume_counts == EXTRA_CAPPED:
            counted = counted + np.minimum(own * WHOLE_BP, most)
    if rule.own_volume_counts == EXTRA_UNCAPPED:
        counted = counted + own * WHOLE_BP
    return np.asarray(counted >= required * WHOLE_BP)


def _leg_share(people: ArrayPeople, legs: Minor, own: Minor, requirement: LegVolume) -> Minor:
    total, strongest = people.above(legs), np.maximum(people.strongest(requirement.measure), 0)
    if requirement.rule.own_volume_counts == EXTRA_CAPPED:
        total, strongest = total + own, np.maximum(strongest, own)
    return minor((total - strongest) * WHOLE_BP + strongest * requirement.rule.share_bp)


def _customers(requirement: Customers, people: ArrayPeople) -> Flags:
    counts = people.customers(requirement.least_minor, requirement.measure)
    return counts >= requirement.required


def _active_directs(requirement: ActiveDirects, people: ArrayPeople) -> Flags:
    return people.active_directs >= requirement.required


def _is_active(requirement: IsActive, people: ArrayPeople) -> Flags:
    return people.is_active


def _by_formula(requirement: ByFormula, people: ArrayPeople) -> Flags:
    columns = {name: FACTS[name](people) for name in requirement.names}
    return np.asarray(requirement.condition.values(columns) != 0)


_VOLUMES: Mapping[str, Callable[[ArrayPeople, str], Minor]] = {
    "personal_volume": ArrayPeople.personal,
    "own_purchases": ArrayPeople.own,
    "customer_volume": ArrayPeople.customer,
    "group_volume": ArrayPeople.group,
    "cumulative_volume": ArrayPeople.cumulative,
    "pushed_up_volume": ArrayPeople.pushed_up,
}
_HOLD: Mapping[type[Requirement], Callable[[Any, ArrayPeople], Flags]] = {
    Points: _points,
    LegVolume: _leg_volume,
    Customers: _customers,
    ActiveDirects: _active_directs,
    IsActive: _is_active,
    ByFormula: _by_formula,
}
FACTS: Mapping[str, Callable[[ArrayPeople], Minor]] = {
    "pv": lambda people: people.personal(PV),
    "qv": lambda people: people.personal(QV),
    "own_pv": lambda people: people.own(PV),
    "customer_pv": lambda people: people.customer(PV),
    "gv": lambda people: people.group(PV),
    "gqv": lambda people: people.group(QV),
    "cumulative_gv": lambda people: people.cumulative(PV),
    "strongest_leg": lambda people: people.strongest(PV),
    "customers": lambda people: people.customers(),
    "directs": lambda people: people.directs,
    "active_directs": lambda people: people.active_directs,
    "is_active": lambda people: people.is_active.astype(np.int64),
    "own_group": lambda people: people.own_group,
    "best_below": lambda people: 1 + people.best_below.astype(np.int64),
}
