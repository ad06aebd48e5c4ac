"""Settle a period: standings first, then every rule of the plan over every order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.rates import WHOLE_BP

from . import unilevel
from .facts import Correction, Earning, Picture
from .plan import POINT, Plan
from .standings import Standings, stand


@dataclass(frozen=True, slots=True)
class Settlement:
    """The outcome of a period. `lines` is a stream: it can be read once, and costs no memory.

    `corrections` are what closed periods paid too much or too little, by what came back since.
    """

    standings: Standings
    lines: Iterator[Earning]
    corrections: Iterable[Correction] = ()


def settle(plan: Plan, picture: Picture) -> Settlement:
    """Work out standings and earnings of a period.

    Keeps:  the same facts give the same lines in the same order, whatever the order of members.
    Raises: InvariantBroken — the picture contradicts itself.
    """
    standings = stand(plan, picture)
    return Settlement(standings, lines_of(plan, standings))


def points(picture: Picture) -> int:
    """Return the points of the period: what is left of orders, less what lowers it from before."""
    taken = sum(each.pv_minor for each in picture.reversals if each.lowers_points)
    return sum(volume.pv_minor for volume in picture.volumes) + taken


def possible_minor(plan: Plan, picture: Picture) -> int:
    """Return what the orders would pay if somebody took every level of every rule."""
    return sum(
        unilevel.possible_minor(plan, rule, volume)
        for rule in plan.rules
        for volume in picture.volumes
    )


def largest_sum(plan: Plan, picture: Picture) -> int:
    """Return a bound that no sum of points or money in this period can exceed."""
    points = sum(volume.pv_minor for volume in picture.volumes)
    net_minor = sum(volume.net_minor for volume in picture.volumes)
    cv_minor = sum(volume.cv_minor for volume in picture.volumes)
    worth_minor = (cv_minor * (plan.cv_value_minor or 0)) // POINT + len(picture.volumes)
    rates_bp = sum(sum(rule.rates_bp) for rule in plan.rules)
    rounded_up = len(picture.volumes) * sum(len(rule.rates_bp) for rule in plan.rules)
    return max(points, max(net_minor, worth_minor) * (rates_bp // WHOLE_BP + 1) + rounded_up)


def lines_of(plan: Plan, standings: Standings) -> Iterator[Earning]:
    """Yield what the orders of the picture pay, rule by rule."""
    for rule in plan.rules:
        yield from unilevel.earnings(plan, rule, standings)
