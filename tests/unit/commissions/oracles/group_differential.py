"""The group method of plans.md section 4.2: a stage's rate of a group, less what its legs have."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from commissions.kinds.group_differential.rule import GroupDifferential

from .world import Paid, World, half_up, stage_rate, verdict, without_nothing


def group_differential(world: World, rule: GroupDifferential) -> Paid:
    """Pay each member once."""
    exact: Counter[int] = Counter()
    ways = {"zero": _order_by_order, "negative": _by_groups, "block_leg": _cut_off}
    ways[rule.overtaken](world, rule, exact)
    paid = {(each, None, 0): half_up(Fraction(amount, 10_000)) for each, amount in exact.items()}
    return without_nothing(Counter(paid))


def _order_by_order(world: World, rule: GroupDifferential, exact: Counter[int]) -> None:
    for volume in world.picture.volumes:
        reached, base = 0, world.worth(rule.base, volume)
        for member in [volume.member_id, *world.above(volume.member_id)]:
            says, stage = _seen(world, rule, member)
            if says != "gone" and stage > reached:
                exact[member] += (stage - reached) * base if says == "takes" else 0
                reached = stage


def _by_groups(world: World, rule: GroupDifferential, exact: Counter[int]) -> None:
    def claimed(member: int) -> tuple[int, int]:
        below = [claimed(each) for each in world.partners(member)]
        group = world.own_worth(rule.base, member) + sum(worth for worth, _claim in below)
        legs = sum(claim for _worth, claim in below)
        says, stage = _seen(world, rule, member)
        if says == "gone":
            return group, legs
        exact[member] += stage * group - legs if says == "takes" else 0
        return group, stage * group

    for member in world.members:
        if world.sponsor[member] is None:
            claimed(member)


def _cut_off(world: World, rule: GroupDifferential, exact: Counter[int]) -> None:
    """An order climbs until somebody stands below a stage reached: nobody above has that leg."""
    for volume in world.picture.volumes:
        reached, base = 0, world.worth(rule.base, volume)
        for member in [volume.member_id, *world.above(volume.member_id)]:
            says, stage = _seen(world, rule, member)
            if says == "gone":
                continue
            if stage < reached:
                break
            exact[member] += (stage - reached) * base if says == "takes" else 0
            reached = stage


def _seen(world: World, rule: GroupDifferential, member: int) -> tuple[str, int]:
    standing = world.standing[member]
    return verdict(rule.takers, standing), stage_rate(rule.stages, standing)
