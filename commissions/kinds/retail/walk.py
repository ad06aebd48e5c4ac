"""Retail: who sells earns, and nobody above."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from commissions.engine.facts import MAY_EARN, TOOK, USED_UP, Earning, Standing, Step, Volume
from commissions.engine.ground import Ground
from commissions.engine.plan import BARRED, INACTIVE

if TYPE_CHECKING:
    from .rule import Retail


def climb(rule: Retail, volume: Volume, uplines: Iterable[Standing]) -> Iterator[Step]:
    """Say what the credited member does with an order: the meaning of the rule."""
    if volume.kind in rule.orders:
        yield _decided(rule, next(iter(uplines)))


def _decided(rule: Retail, standing: Standing) -> Step:
    hurdle = ""
    if standing.status != MAY_EARN:
        hurdle = BARRED
    elif rule.need_activity and not standing.is_active:
        hurdle = INACTIVE
    if hurdle:
        return Step(standing.member_id, 0, USED_UP, hurdle)
    return Step(standing.member_id, 0, TOOK, "", rule.rate_of(standing.rank))


def earnings(rule: Retail, ground: Ground) -> Iterator[Earning]:
    """Pay each order of the period to whom it is credited; a line of nothing is no line.

    Units:  amounts in minor units, rounded half up once per line.
    Source: plan rule of kind "retail".
    """
    plan, standings = ground.plan, ground.standings
    for volume in standings.picture.volumes:
        base_minor = plan.base_minor(rule, volume) if volume.kind in rule.orders else 0
        if not base_minor:
            continue
        step = _decided(rule, standings.at(standings.tree.row_of[volume.member_id]))
        amount_minor = rule.amount_minor(base_minor, step.rate_bp)
        if amount_minor:
            yield Earning(
                rule.id, step.member_id, volume, 0, step.rate_bp, base_minor, amount_minor
            )  # fmt: skip
