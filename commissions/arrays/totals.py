"""Totals of a period over its columns, exact whatever their size."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from commissions.engine.plan import POINT, Plan
from commissions.engine.point_values import most_minor
from commissions.engine.rule import OrderRule, Rule
from commissions.engine.settlement import times_at_most

from .bases import bases, rounded_shares, volumes_of
from .columns import Minor, exact_sum
from .lines import LineBlock
from .picture import ArrayPicture


def paid_to(members: int, blocks: Iterable[LineBlock]) -> Minor:
    """Return what lines pay each member; none of them is kept."""
    paid = np.zeros(members, np.int64)
    for block in blocks:
        np.add.at(paid, block.columns.members, block.columns.amounts)
    return paid


def points(picture: ArrayPicture) -> int:
    """Return the points of the period: what is left of orders, less what lowers it from before."""
    taken = sum(each.pv_minor for each in picture.reversals if each.lowers_points)
    return exact_sum(picture.volumes.pv_minor) + taken


def largest_sum(plan: Plan, picture: ArrayPicture) -> int:
    """Return a bound that no sum of points or money in this period can exceed."""
    volumes = picture.volumes
    net_minor, cv_minor = exact_sum(volumes.net_minor), exact_sum(volumes.cv_minor)
    worth_minor = (cv_minor * (plan.cv_value_minor or 0)) // POINT + len(volumes)
    worth_minor += exact_sum(volumes.pv_minor) * most_minor(plan.pv_values) // POINT
    times = sum(times_at_most(rule) for rule in plan.rules)
    retail_minor = exact_sum(volumes.retail_minor)
    if plan.exchange is not None:
        net_minor = plan.exchange.at_most(net_minor, len(volumes))
        retail_minor = plan.exchange.at_most(retail_minor, len(volumes))
    bound = max(net_minor, worth_minor, retail_minor) * times + len(volumes) * times
    most_points = max(exact_sum(volumes.pv_minor), exact_sum(volumes.qv_minor))
    return max(most_points + _most_brought(picture), bound)


def _most_brought(picture: ArrayPicture) -> int:
    """Return a bound of what the periods before hand on to a member under one name."""
    amounts = picture.carried.amounts
    if not len(amounts):
        return 0
    return max(int(amounts.max()), -int(amounts.min())) * len(picture.carried.since.names)


def possible_minor(plan: Plan, picture: ArrayPicture, paid_minor: Mapping[str, int]) -> int:
    """Return what the orders would pay if somebody took every level of every rule.

    Rules that orders do not bound count with what they have paid, `paid_minor` by rule.
    """
    return sum(_possible_minor(plan, rule, picture, paid_minor) for rule in plan.rules)


def _possible_minor(
    plan: Plan, rule: Rule, picture: ArrayPicture, paid_minor: Mapping[str, int]
) -> int:
    paid = max(paid_minor.get(rule.id, 0), 0)
    if not isinstance(rule, OrderRule):
        return paid
    if type(rule).possible_minor is OrderRule.possible_minor:
        if rule.shares_bp is None:
            return paid
        of = bases(plan, rule, picture.volumes)
        possible = (exact_sum(rounded_shares(of, bp, rule.rounding)) for bp in rule.shares_bp)
        return max(sum(possible), paid)
    parts = [rule.possible_minor(plan, volume) for volume in volumes_of(picture)]
    return paid if None in parts else max(sum(part for part in parts if part is not None), paid)
