"""What rests on other pay or on all orders: matching, pools, limits, choices, own volume."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import floor

from commissions.engine.facts import Earning
from commissions.kinds.company_cap.rule import CompanyCap
from commissions.kinds.greater_of.rule import GreaterOf
from commissions.kinds.matching.rule import Matching
from commissions.kinds.member_cap.rule import MemberCap
from commissions.kinds.personal_bonus.rule import PersonalBonus
from commissions.kinds.pool.rule import Pool

from .world import Paid, World, half_up, part, shared, without_nothing

Lines = Sequence[Earning]


def earned(lines: Lines, of: Sequence[str], *, before_caps: bool = False) -> Counter[int]:
    """Add up what some rules paid each member."""
    total: Counter[int] = Counter()
    for line in lines:
        is_cut = line.amount_minor < 0 and line.source_id == line.member_id
        if line.rule_id in of and not (before_caps and is_cut):
            total[line.member_id] += line.amount_minor
    return total


def matching(world: World, rule: Matching, lines: Lines) -> Paid:
    """Match each earner's pay, generation by generation; in a cascade what it is matched too."""
    base, paid = earned(lines, rule.of, before_caps=rule.before_caps), Paid()

    def depth(member: int) -> int:
        return len(list(world.above(member)))

    for earner in sorted(world.members, key=depth, reverse=True):
        pay, generation = base[earner], 1
        for member in world.above(earner):
            rate = rule.rate_bp(world.standing[member].rank, generation)
            hurdle = _obstacle(world, member, has_rate=rate > 0)
            if pay > 0 and not hurdle:
                paid[member, earner, generation] += part(pay, rate)
                base[member] += part(pay, rate) if rule.cascade else 0
            if hurdle not in rule.pass_over:
                generation += 1
            if generation > rule.levels:
                break
    return without_nothing(paid)


def _obstacle(world: World, member: int, *, has_rate: bool) -> str:
    standing = world.standing[member]
    if standing.status != "active":
        return "barred"
    if not standing.is_active:
        return "inactive"
    return "" if has_rate else "rank_too_low"


def pool(world: World, rule: Pool, lines: Lines) -> Counter[int]:
    """Divide the pool by shares, or each quota of it within its rank."""
    volumes, countries = world.picture.volumes, rule.countries
    orders = [each for each in volumes if not countries or each.country in countries]
    worth = sum(world.worth(rule.base, each) for each in orders)
    whole = part(worth, rule.rate_bp)
    weights = {each: _weight(world, rule, each, earned(lines, rule.of)) for each in world.members}
    qualified = [each for each, weight in weights.items() if weight > 0]
    if whole <= 0 or len(qualified) < rule.least_qualified:
        return Counter()
    if rule.quotas_bp is None:
        return _divided(rule, whole, {each: weights[each] for each in qualified})
    quotas = rule.quotas_bp
    ranks = {
        rank: [one for one in qualified if world.standing[one].rank == rank] for rank in quotas
    }
    asked = {place: quotas[rank] for place, rank in enumerate(quotas)}
    if rule.empty_to_others:
        asked = {place: quota for place, quota in asked.items() if list(ranks.values())[place]}
    paid: Counter[int] = Counter()
    pots = _divided(rule, whole, asked)
    for place, there in enumerate(ranks.values()):
        if there:
            paid += _divided(rule, pots[place], {each: weights[each] for each in there})
    return paid


def _weight(world: World, rule: Pool, member: int, income: Counter[int]) -> int:
    standing = world.standing[member]
    if not standing.is_active:
        return 0
    shares = rule.shares.get("everybody", rule.shares.get(standing.rank, 0))
    before = sum(
        each.amount for each in world.picture.carried
        if each.rule_id == rule.id and each.member_id == member
    )  # fmt: skip
    counted = {
        "members": 1,
        "personal_volume": standing.pv_minor,
        "group_volume": standing.gv_minor,
        "income": income[member],
        "growth": income[member] - before,
    }
    return shares * max(counted[rule.counted], 0)


def _divided(rule: Pool, whole: int, weights: dict[int, int]) -> Counter[int]:
    """Round each part down; what is over goes to the largest remainders, or to the company."""
    exact = {each: Fraction(whole * mine, sum(weights.values())) for each, mine in weights.items()}
    parts = Counter({each: floor(amount) for each, amount in exact.items()})
    rest = whole - parts.total() if rule.to_the_cent else 0
    for each in sorted(exact, key=lambda one: (parts[one] - exact[one], one))[:rest]:
        parts[each] += 1
    return Counter({each: amount for each, amount in parts.items() if amount})


def member_cap(world: World, rule: MemberCap, lines: Lines) -> Counter[int]:
    """Return what is left of the rules' pay."""
    before = earned(lines, rule.of)
    left = Counter[int]()
    for member in world.members:
        positions = world.positions(member) if rule.counts_persons else [member]
        limits = [_limit_of(world, rule, each) for each in positions]
        together = sum(before[each] for each in positions)
        left[member] = before[member]
        if None in limits or together <= max(each for each in limits if each is not None):
            continue
        limit = max(each for each in limits if each is not None)
        gains = {each: before[each] for each in positions if before[each] > 0}
        debts = sum(min(before[each], 0) for each in positions)
        left[member] = shared(limit - debts, gains).get(member, before[member])
    return Counter({each: amount for each, amount in left.items() if amount})


def _limit_of(world: World, rule: MemberCap, member: int) -> int | None:
    if rule.limit_minor is not None:
        return rule.limit_minor
    return rule.limits_minor.get(world.standing[member].rank)


def greater_of(rule: GreaterOf, lines: Lines) -> Counter[int]:
    """Return the greater of the two rules' pay."""
    first, second = (earned(lines, [each]) for each in rule.of)
    greater = {each: max(first[each], second[each]) for each in first | second}
    return Counter({each: amount for each, amount in greater.items() if amount})


def company_limit(world: World, rule: CompanyCap) -> int:
    """Return the most that the rules may pay all members."""
    if not rule.rate_bp:
        return rule.limit_minor
    return part(sum(world.worth(rule.base, each) for each in world.picture.volumes), rule.rate_bp)


def personal_bonus(world: World, rule: PersonalBonus, lines: Lines) -> Counter[int]:
    """Pay the rate of the volume's stage on all of it, or each slice its own rate."""
    advances, paid = earned(lines, rule.less), Counter[int]()
    for member in world.members:
        standing = world.standing[member]
        takes = standing.is_active if rule.need_activity else standing.status == "active"
        takes = takes and world.plan.step(standing.rank) >= rule.least_step
        volume = standing.gv_minor if rule.is_of_group else standing.pv_minor
        if rule.is_of_own_group:
            mine = [each for each in world.members if _is_of(world, rule, each, member)]
            volume = sum(world.standing[each].pv_minor for each in mine)
        worth = _worth(world, rule, member)
        if not takes or worth <= 0 or volume <= 0 or volume < rule.least_minor:
            continue
        due = half_up(worth * _mean_rate(rule, volume) / 10_000) - max(advances[member], 0)
        if due > 0:
            paid[member] = due
    return paid


def _worth(world: World, rule: PersonalBonus, member: int) -> int:
    """Add up the orders that count: the member's own, or those of its whole or own group."""
    total = 0
    for volume in world.picture.volumes:
        buyer = volume.member_id
        is_mine = _is_of(world, rule, buyer, member)
        if is_mine and (volume.kind == "own" or world.plan.customer_volume == "to_partner"):
            total += world.worth(rule.base, volume)
    return total


def _is_of(world: World, rule: PersonalBonus, buyer: int, member: int) -> bool:
    """Climb from a buyer: an own group ends above whoever has the blocking rank."""
    if buyer == member:
        return True
    ends = world.plan.rank_rules.own_group_stops_at if rule.is_of_own_group else None
    below = buyer
    for above in world.above(buyer) if rule.is_of_group or rule.is_of_own_group else ():
        if ends is not None and world.plan.step(world.standing[below].rank) >= ends:
            return False
        if above == member:
            return True
        below = above
    return False


def _mean_rate(rule: PersonalBonus, volume: int) -> Fraction:
    """Return the rate that the whole volume comes to."""
    starts, rates = rule.stages.starts, rule.stages.rates_bp
    if rule.applies == "whole":
        reached = [rate for start, rate in zip(starts, rates, strict=True) if start <= volume]
        return Fraction(reached[-1])
    weight = 0
    for place, (start, rate) in enumerate(zip(starts, rates, strict=True)):
        end = starts[place + 1] if place + 1 < len(starts) else None
        in_slice = max(min(volume, end if end is not None else volume) - start, 0)
        if end is not None and 0 < in_slice < end - start and rule.unfilled_slice != "own_rate":
            below = rates[place - 1] if place else 0
            weight += below * in_slice if rule.unfilled_slice == "rate_below" else 0
        else:
            weight += rate * in_slice
    return Fraction(weight, volume)
