"""Breakaway, generation and infinity bonuses of plans.md 4.2, 4.6 and 4.8, path by path."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from commissions.kinds.breakaway.rule import Breakaway
from commissions.kinds.generation.rule import Generation
from commissions.kinds.infinity.rule import Infinity

from .world import Paid, World, half_up, part, verdict, without_nothing


def breakaway(world: World, rule: Breakaway) -> Paid:
    """Hand each leader's part up the tree of leaders; what is over stays."""

    def leads(member: int) -> bool:
        standing = world.standing[member]
        return standing.rank in rule.leaders and verdict(rule.takers, standing) != "gone"

    def leader_above(member: int) -> int | None:
        return next((each for each in world.above(member) if leads(each)), None)

    leaders = [each for each in world.members if leads(each)]
    groups = {
        leader: [
            each for each in world.members
            if (each if leads(each) else leader_above(each)) == leader
        ]
        for leader in leaders
    }  # fmt: skip
    first_line = {top: [each for each in leaders if leader_above(each) == top] for top in leaders}
    paid: Paid = Counter()

    def passes(leader: int) -> Fraction:
        received = sum((passes(each) for each in first_line[leader]), Fraction(0))
        worth = sum(world.own_worth(rule.base, each) for each in groups[leader])
        own = Fraction(worth * rule.rate_bp, 10_000)
        side = sum(world.standing[each].pv_minor for each in groups[leader])
        is_enough = side >= rule.side_volume_minor
        is_enough |= bool(rule.or_groups) and len(first_line[leader]) >= rule.or_groups
        handed_up = min(max(own, rule.least_minor), received + own)
        if not is_enough:
            handed_up = received + own
        if verdict(rule.takers, world.standing[leader]) == "takes":
            paid[leader, None, 0] += half_up(received + own - handed_up)
        return handed_up

    for leader in leaders:
        if leader_above(leader) is None:
            passes(leader)
    return without_nothing(paid)


def generation(world: World, rule: Generation) -> Paid:
    """Count the boundaries between each earner and each order below it."""
    paid: Paid = Counter()
    for volume in world.picture.volumes:
        way = [volume.member_id, *world.above(volume.member_id)]
        start = rule.own_orders_start_at if volume.kind == "own" else rule.customer_orders_start_at
        for place in range(0 if start == "seller" else 1, len(way)):
            earner, below = world.standing[way[place]], way[:place]
            rates = rule.rates_by_rank.get(earner.rank, ())
            number = _generation(world, rule, earner.rank, below)
            if verdict(rule.takers, earner) == "takes" and 0 < number <= len(rates):
                base = world.worth(rule.base, volume)
                where = (earner.member_id, volume.order_ref, number)
                paid[where] += part(base, rates[number - 1])
    return without_nothing(paid)


def _generation(world: World, rule: Generation, rank: str, below: list[int]) -> int:
    """Return the number of an order's generation, seen from above `below`; 0 where blocked."""
    mine = rule.step_of.get(rank, -1)
    bound = mine if rule.boundary_step is None else rule.boundary_step
    seen = [world.standing[each] for each in below]
    beyond = seen if rule.opens else seen[1:]  # who closes a generation is in nobody's way in it
    counted = [each for each in beyond if each.is_active or rule.inactive_bound]
    steps = [rule.step_of.get(each.rank, -1) for each in counted]
    if rule.stops_at_higher and any(step > mine for step in steps):
        return 0
    if rule.equals_allowed is not None and steps.count(mine) >= rule.equals_allowed:
        return 0
    # Each list is a generation on the way, the order's own first; the order makes that one alive.
    generations = [[1]]
    for place, each in enumerate(seen):
        ends = (each.is_active or rule.inactive_bound) and rule.step_of.get(each.rank, -1) >= bound
        if ends and rule.opens:
            generations[-1].append(each.pv_minor)
            generations.append([])
        elif ends and place:
            generations.append([each.pv_minor])
        else:
            generations[-1].append(each.pv_minor)
    return len([each for each in generations if rule.empty_count or max(each, default=0) > 0])


def infinity(world: World, rule: Infinity) -> Paid:
    """Pay each order beyond the depth to the leaders above it."""
    paid: Paid = Counter()
    for volume in world.picture.volumes:
        reached, number = 0, 1
        for level, member in enumerate(world.above(volume.member_id), start=1):
            standing = world.standing[member]
            says, rate = verdict(rule.takers, standing), rule.rate_by_rank.get(standing.rank, 0)
            is_deep = level >= rule.from_level and number >= rule.from_generation
            if says != "gone":
                number += standing.rank in rule.boundaries
            if says == "gone" or not rate or not (is_deep or rule.near_blocks):
                continue
            if rate > reached and says == "takes" and is_deep:
                base = world.worth(rule.base, volume)
                paid[member, volume.order_ref, 0] += part(base, rate - reached)
            reached = max(reached, rate)
            if not rule.is_differential:
                break
    return without_nothing(paid)
