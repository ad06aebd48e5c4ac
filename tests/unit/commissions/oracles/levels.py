"""Level commission with its switches, fast start, X-up and full matrix levels, order by order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise

from commissions.engine.facts import Volume
from commissions.kinds.fast_start.rule import FastStart
from commissions.kinds.matrix.rule import Matrix
from commissions.kinds.unilevel.rule import Unilevel
from commissions.kinds.x_up.rule import XUp

from .world import Paid, World, part, without_nothing


def unilevel(world: World, rule: Unilevel) -> Paid:
    """Pay each order that counts."""
    paid: Paid = Counter()
    for volume in world.picture.volumes:
        buyer = _buyer(world, rule, volume)
        if buyer is None or not _counts(world, rule, volume):
            continue
        base = world.worth(rule.base, volume)
        for member, level in _taken(world, rule, volume, buyer):
            rate = _rate(world, rule, volume, (member, buyer, level))
            paid[member, volume.order_ref, level] += part(base, rate)
    return without_nothing(paid)


def _up(world: World, rule: Unilevel, member: int) -> Iterator[int]:
    """Yield everybody above a member in the tree of the rule."""
    line = sorted(zip(world.picture.joined_on, world.members, strict=False))
    queue = [number for _day, number in line]
    before: dict[str, Callable[[int], int | None]] = {
        "sponsor": lambda each: world.sponsor[each],
        "placement": lambda each: world.seat[each][0],
        "queue": lambda each: queue[queue.index(each) - 1] if queue[0] != each else None,
    }
    above = before[rule.tree](member)
    while above is not None:
        yield above
        above = before[rule.tree](above)


def _may_earn(world: World, member: int) -> bool:
    standing = world.standing[member]
    return standing.status == "active" and standing.is_active


def _buyer(world: World, rule: Unilevel, volume: Volume) -> int | None:
    """Return who counts as the one who bought, None where the order pays nobody."""
    if rule.inactive_volume == "pays" or _may_earn(world, volume.member_id):
        return volume.member_id
    if rule.inactive_volume == "lost":
        return None
    above = _up(world, rule, volume.member_id)
    return next((each for each in above if _may_earn(world, each)), None)


def _counts(world: World, rule: Unilevel, volume: Volume) -> bool:
    """Tell whether a fast start pays for it: an order of the kinds and days it names."""
    if not isinstance(rule, FastStart):
        return True
    joined_on = world.standing[volume.member_id].joined_on
    if volume.kind not in rule.orders or joined_on is None or volume.day is None:
        return False
    return volume.day <= joined_on + timedelta(days=rule.days)


def _obstacle(world: World, rule: Unilevel, member: int, level: int) -> str:
    standing = world.standing[member]
    if standing.status != "active":
        return "barred"
    if not standing.is_active:
        return "inactive"
    if rule.depth_by_rank is not None and rule.depth_by_rank.get(standing.rank, 0) < level:
        return "rank_too_low"
    return ""


def _taken(world: World, rule: Unilevel, volume: Volume, buyer: int) -> Iterator[tuple[int, int]]:
    """Yield who takes which level."""
    start = rule.own_orders_start_at if volume.kind == "own" else rule.customer_orders_start_at
    way = [*([buyer] if start == "seller" else []), *_up(world, rule, buyer)]
    last = 10**6 if rule.is_endless else len(rule.rates_bp)
    level, waiting = 1, list[int]()
    for member in way:
        if level > last and not waiting:
            return
        if rule.skipped_keeps_level:
            waiting += [level] if level <= last else []
            said = {each: _obstacle(world, rule, member, each) for each in waiting}
            yield from ((member, each) for each in waiting if not said[each])
            waiting = [each for each in waiting if said[each] in rule.pass_over]
            level += 1
            continue
        hurdle = _obstacle(world, rule, member, level)
        if not hurdle:
            yield member, level
            level += 1
            while rule.may_earn_several_levels and level <= last:
                if _obstacle(world, rule, member, level):
                    break
                yield member, level
                level += 1
        elif hurdle not in rule.pass_over:
            level += 1


def _rate(world: World, rule: Unilevel, volume: Volume, who: tuple[int, int, int]) -> int:
    member, buyer, level = who

    def of(rank: str) -> int:
        rates = rule.rates_bp
        if rule.rates_by_rank is not None:
            rates = rule.rates_by_rank.get(rank, ())
        if rule.is_endless:
            return rates[min(level, len(rates)) - 1]
        return rates[level - 1] if level <= len(rates) else 0

    rate = of(world.standing[member].rank)
    if rule.is_limited_by_buyer:
        rate = min(rate, of(world.standing[buyer].rank))
    joined_on = world.standing[volume.member_id].joined_on
    new = rule.new_members
    if new is None or joined_on is None or volume.day is None:
        return rate
    is_new = volume.day <= joined_on + timedelta(days=new.days)
    return rate * new.share_bp // 10_000 if is_new else rate


def x_up(world: World, rule: XUp) -> Paid:
    """Pay each order to the sponsor who keeps the recruit, or to whom it is passed up."""
    paid: Paid = Counter()
    for volume in world.picture.volumes:
        way = list(world.above(volume.member_id))
        if volume.kind not in rule.orders or not way:
            continue
        is_passed = _is_given_away(world, rule, volume.member_id)
        for below, member in pairwise([volume.member_id, *way]):
            is_first = below == volume.member_id
            if (is_first or rule.gives_line) and _is_given_away(world, rule, below):
                continue
            has_passed = len(world.partners(member)) >= max(rule.passes_up)
            if is_passed and rule.needs_own_passed and not has_passed:
                continue
            standing = world.standing[member]
            hurdle = "barred" if standing.status != "active" else "inactive"
            if standing.status == "active" and standing.is_active:
                base = world.worth(rule.base, volume)
                paid[member, volume.order_ref, 1] += part(base, rule.rate_bp)
                break
            if hurdle not in rule.pass_over:
                break
    return without_nothing(paid)


def _is_given_away(world: World, rule: XUp, member: int) -> bool:
    sponsor = world.sponsor[member]
    if sponsor is None:
        return False
    return 1 + sorted(world.partners(sponsor)).index(member) in rule.passes_up


def matrix(world: World, rule: Matrix) -> Paid:
    """Pay each level below a member that is full."""
    paid: Paid = Counter()
    for member in world.members:
        level_members, standing = [member], world.standing[member]
        for level, amount in enumerate(rule.fills_minor, start=1):
            level_members = [
                each for each in world.members
                if world.seat[each][0] in level_members and world.seat[each][1] <= rule.width
            ]  # fmt: skip
            counted = [
                each for each in level_members
                if world.standing[each].is_active or not rule.count_active_only
            ]  # fmt: skip
            takes = standing.is_active if rule.need_activity else standing.status == "active"
            if takes and len(counted) == rule.width**level:
                paid[member, None, level] += amount
    return without_nothing(paid)
