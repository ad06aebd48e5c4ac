"""Settle a period: standings first, then every rule of the plan over every order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from core.rates import WHOLE_BP

from .facts import Carry, Correction, Earning, Picture
from .ground import Ground
from .plan import POINT, Plan
from .point_values import most_minor
from .rule import OrderRule, Rule
from .standings import Standings, stand

# Where nothing bounds a rule by its orders, no sum is expected beyond so many times their worth.
BOUNDLESS = 1_000


@dataclass(frozen=True, slots=True)
class Settlement:
    """The outcome of a period. `lines` is a stream: it can be read once, and costs no memory.

    `corrections` are what closed periods paid too much or too little, by what came back since;
    `carried` fills while the lines are read, with what the next period begins with, and `days` with
    what orders stood on day by day, where the plan goes by days.
    """

    standings: Standings
    lines: Iterator[Earning]
    corrections: Iterable[Correction] = ()
    carried: list[Carry] | tuple[Carry, ...] = ()
    days: Sequence[Ground] = ()


def settle(plan: Plan, picture: Picture) -> Settlement:
    """Work out standings and earnings of a period.

    Keeps:  the same facts give the same lines in the same order, whatever the order of members.
    Raises: InvariantBroken — the picture contradicts itself.
    """
    ground = Ground.of(plan, stand(plan, picture))
    return Settlement(ground.standings, ground.lines(), carried=ground.kept, days=ground.days)


def points(picture: Picture) -> int:
    """Return the points of the period: what is left of orders, less what lowers it from before."""
    taken = sum(each.pv_minor for each in picture.reversals if each.lowers_points)
    return sum(volume.pv_minor for volume in picture.volumes) + taken


def possible_minor(plan: Plan, picture: Picture, paid_minor: dict[str, int]) -> int:
    """Return what the orders would pay if somebody took every level of every rule.

    Rules that orders do not bound count with what they have paid, `paid_minor` by rule; so do
    those whose rounded lines add up to a little more than their rates.
    """
    return sum(_possible_minor(plan, rule.id, picture, paid_minor) for rule in plan.rules)


def _possible_minor(plan: Plan, rule_id: str, picture: Picture, paid_minor: dict[str, int]) -> int:
    rule, paid = plan.rule(rule_id), max(paid_minor.get(rule_id, 0), 0)
    if isinstance(rule, OrderRule):
        parts = [rule.possible_minor(plan, volume) for volume in picture.volumes]
        if None not in parts:
            return max(sum(part for part in parts if part is not None), paid)
    return paid


def largest_sum(plan: Plan, picture: Picture) -> int:
    """Return a bound that no sum of points or money in this period can exceed."""
    points = sum(volume.pv_minor for volume in picture.volumes)
    net_minor = sum(volume.net_minor for volume in picture.volumes)
    cv_minor = sum(volume.cv_minor for volume in picture.volumes)
    worth_minor = (cv_minor * (plan.cv_value_minor or 0)) // POINT + len(picture.volumes)
    retail_minor = sum(volume.retail_minor for volume in picture.volumes)
    if plan.exchange is not None:
        net_minor = plan.exchange.at_most(net_minor, len(picture.volumes))
        retail_minor = plan.exchange.at_most(retail_minor, len(picture.volumes))
    worth_minor += points * most_minor(plan.pv_values) // POINT
    times = sum(times_at_most(rule) for rule in plan.rules)
    bound = max(net_minor, worth_minor, retail_minor) * times + len(picture.volumes) * times
    most_points = max(points, sum(volume.qv_minor for volume in picture.volumes))
    return max(most_points + _most_brought(picture), bound)


def _most_brought(picture: Picture) -> int:
    """Return a bound of what the periods before hand on to a member under one name."""
    periods = {carry.since for carry in picture.carried}
    return max((abs(carry.amount) for carry in picture.carried), default=0) * len(periods)


def times_at_most(rule: Rule) -> int:
    """Return how many times the worth of orders no sum of the rule exceeds, while it is counted."""
    times = BOUNDLESS if rule.most_bp is None else rule.most_bp // WHOLE_BP + 1
    return times * rule.products.spread if rule.products else times
