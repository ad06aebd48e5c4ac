"""Personal bonus: each member's volume picks the rate that its orders are paid by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commissions.engine.facts import MAY_EARN, OWN, Earning
from commissions.engine.ground import Ground
from commissions.engine.standings import group_volumes
from core.rates import WHOLE_BP

if TYPE_CHECKING:
    from .rule import PersonalBonus


def earnings(rule: PersonalBonus, ground: Ground) -> Iterator[Earning]:
    """Yield what each member's volume earns, by rising member.

    Units:  one rounding half up per member; the base is spread evenly over the volume's points.
    Keeps:  what advances have paid already is never taken back.
    Source: plan rule of kind "personal_bonus".
    """
    standings = ground.standings
    volumes, bases = _volumes(rule, ground), _bases(rule, ground)
    for row, member_id in enumerate(standings.picture.member_ids):
        volume_minor, base_minor = volumes[row], bases[row]
        has_some = volume_minor >= max(rule.least_minor, 1) and base_minor > 0
        if not has_some or not _may_take(rule, ground, row):
            continue
        due_minor = due(rule, volume_minor, base_minor)
        paid_minor = sum(ground.earned[rule_id].get(member_id, 0) for rule_id in rule.less)
        if due_minor > paid_minor:
            yield Earning(
                rule.id, member_id, None, 0, rate(rule, volume_minor), base_minor,
                due_minor - paid_minor, None, _facts(rule, volume_minor, paid_minor),
            )  # fmt: skip


def _may_take(rule: PersonalBonus, ground: Ground, row: int) -> bool:
    status, is_active, rank = ground.standings.facts_at(row)
    if status != MAY_EARN or (rule.need_activity and not is_active):
        return False
    return ground.plan.step(rank) >= rule.least_step


def _volumes(rule: PersonalBonus, ground: Ground) -> list[int]:
    """Return the points that pick each member's rate."""
    standings = ground.standings
    if rule.is_of_own_group:
        return standings.people.own_group
    return standings.gv_minor if rule.is_of_group else standings.pv_minor


def due(rule: PersonalBonus, volume_minor: int, base_minor: int) -> int:
    """Return what a volume above zero earns of its base; rounded once."""
    return rule.rounding.divide(base_minor * rule.weight(volume_minor), volume_minor * WHOLE_BP)


def rate(rule: PersonalBonus, volume_minor: int) -> int:
    """Return the rate of a line, 0 where several rates are in it."""
    return rule.stages.rate_at(volume_minor) if rule.applies == "whole" else 0


def _facts(
    rule: PersonalBonus, volume_minor: int, paid_minor: int
) -> tuple[tuple[str, int], ...]:  # fmt: skip
    volume = ("volume", volume_minor)
    return (volume, ("paid", paid_minor)) if rule.less else (volume,)


def _bases(rule: PersonalBonus, ground: Ground) -> list[int]:
    """Return the money of each member's orders, or of its whole or its own group's."""
    plan, standings = ground.plan, ground.standings
    customers_count = plan.customer_volume == "to_partner"
    bases = [0] * len(standings.picture.member_ids)
    for volume in standings.picture.volumes:
        if customers_count or volume.kind == OWN:
            row = standings.tree.row_of[volume.member_id]
            bases[row] += plan.base_minor(rule, volume)
    if rule.is_of_own_group:
        return standings.people.of_own_groups(bases)
    return group_volumes(standings.tree, bases) if rule.is_of_group else bases
