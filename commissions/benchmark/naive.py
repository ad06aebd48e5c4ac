"""The plan of the benchmark as it is often programmed: member by member, order by order.

Written for comparison, the way it stands in many a shop: models with methods, recursion down the
tree, a loop up the tree for every order and rule, one row saved for every line. It knows the plan
by heart and nothing of the engine; that both come to the same lines is checked (naive_run.py).
"""

from __future__ import annotations

from collections import Counter

from django.db import transaction

from commissions.benchmark.naive_tables import (
    FOUR,
    ONE,
    THREE,
    TWO,
    Commission,
    Partner,
    PartnerOrder,
)

ACTIVE_POINTS = 50_00
# Group points and own points that each rank asks for.
RANKS = {ONE: (0, 0), TWO: (1_000_00, 100_00), THREE: (5_000_00, 150_00), FOUR: (20_000_00, 200_00)}
LEVEL_RATES = (500, 400, 300, 200, 200, 100, 100)
LEVELS_OPEN = {ONE: 4, TWO: 5, THREE: 6, FOUR: 7}
STAGES = ((50_000_00, 1200), (10_000_00, 1000), (3_000_00, 800), (1_000_00, 600), (200_00, 400))
LOWEST_STAGE, COURTESY_STAGE, COURTESY = 200, 600, 100
LEADER_RATES = {TWO: (200, 100), THREE: (200, 100, 100), FOUR: (200, 100, 100)}
LEADERS_BETWEEN = 2
DEPTH_RATE, DEPTH_LEVEL = 100, 3
LIMITS = {ONE: 10_000_00, TWO: 20_000_00}


@transaction.atomic
def settle_naively() -> None:
    """Work out everybody's month, then every order, then what is given back."""
    for partner in Partner.objects.order_by("id"):
        qualify(partner)
    for order in PartnerOrder.objects.select_related("partner").order_by("id"):
        pay_levels(order)
        pay_stages(order)
        pay_leaders(order)
        pay_depth(order)
    for partner in Partner.objects.order_by("id"):
        keep_the_greater(partner)
        keep_to_the_limit(partner)


def qualify(partner: Partner) -> None:
    """Find points, activity and rank of a partner."""
    partner.personal_points = partner.own_points()
    partner.group_points = partner.team_points()
    partner.is_active = partner.personal_points >= ACTIVE_POINTS
    for rank, (group_points, personal_points) in RANKS.items():
        if partner.group_points >= group_points and partner.personal_points >= personal_points:
            partner.rank = rank
    partner.save()


def pay(
    partner: Partner, order: PartnerOrder, rule: str, level: int, rate_bp: int, base_minor: int
) -> None:
    """Save a line, unless it is nothing."""
    amount_minor = (base_minor * rate_bp + 5_000) // 10_000
    if amount_minor:
        Commission.objects.create(
            partner=partner,
            order=order,
            rule=rule,
            level=level,
            rate_bp=rate_bp,
            base_minor=base_minor,
            amount_minor=amount_minor,
        )


def pay_levels(order: PartnerOrder) -> None:
    """Pay seven levels; who is inactive is passed over, who is too low loses the level."""
    partner = order.partner if order.by_customer else order.partner.sponsor
    level = 1
    while partner is not None and level <= len(LEVEL_RATES):
        if partner.is_active:
            if level <= LEVELS_OPEN[partner.rank]:
                pay(partner, order, "levels", level, LEVEL_RATES[level - 1], order.base_minor)
            level += 1
        partner = partner.sponsor


def stage_of(partner: Partner) -> int:
    """Return the rate of a partner's stage."""
    for points, rate_bp in STAGES:
        if partner.group_points >= points:
            return rate_bp
    return LOWEST_STAGE


def pay_stages(order: PartnerOrder) -> None:
    """Pay the difference of stages, and once the courtesy to an equal."""
    partner: Partner | None = order.partner
    reached, taken, courtesy_left = 0, 0, True
    if not order.by_customer:
        reached, partner = stage_of(order.partner), order.partner.sponsor
    while partner is not None:
        stage = stage_of(partner)
        if partner.is_active and stage > reached:
            taken = stage - reached
            pay(partner, order, "stages", 0, taken, order.net_minor)
            reached = stage
        elif partner.is_active and taken and courtesy_left and stage == reached >= COURTESY_STAGE:
            pay(partner, order, "stages", 0, COURTESY, order.net_minor)
            courtesy_left = False
        partner = partner.sponsor


def pay_leaders(order: PartnerOrder) -> None:
    """Pay generations of leaders: equals and higher ones end them, and stand in the way."""
    ended = dict.fromkeys(LEADER_RATES, 0)
    has_volume = dict.fromkeys(LEADER_RATES, True)
    met = Counter[int]()
    partner: Partner | None = order.partner
    while partner is not None:
        rates = LEADER_RATES.get(partner.rank, ())
        if rates and partner.is_active:
            generation = ended[partner.rank] + has_volume[partner.rank]
            is_free = met[partner.rank] < LEADERS_BETWEEN and max(met, default=ONE) <= partner.rank
            if is_free and generation <= len(rates):
                rate_bp = rates[generation - 1]
                pay(partner, order, "leaders", generation, rate_bp, order.net_minor)
        for rank in LEADER_RATES:
            has_volume[rank] = has_volume[rank] or partner.personal_points > 0
            if partner.rank >= rank:
                ended[rank] += has_volume[rank]
                has_volume[rank] = False
        met[partner.rank] += 1
        partner = partner.sponsor


def pay_depth(order: PartnerOrder) -> None:
    """Pay the first active leader above, if it is far enough away."""
    partner = order.partner.sponsor
    level = 1
    while partner is not None:
        if partner.rank >= THREE and partner.is_active:
            if level >= DEPTH_LEVEL:
                pay(partner, order, "depth", 0, DEPTH_RATE, order.net_minor)
            return
        level += 1
        partner = partner.sponsor


def keep_the_greater(partner: Partner) -> None:
    """Take back the smaller one of two bonuses."""
    smaller = min(partner.earned("leaders"), partner.earned("depth"))
    if smaller:
        give_back(partner, "greater", smaller, smaller)


def keep_to_the_limit(partner: Partner) -> None:
    """Take back what is above the limit of a rank."""
    earned, limit = partner.earned("levels", "stages"), LIMITS.get(partner.rank)
    if limit is not None and earned > limit:
        give_back(partner, "limit", earned, earned - limit)


def give_back(partner: Partner, rule: str, base_minor: int, amount_minor: int) -> None:
    """Save a line below zero."""
    Commission.objects.create(
        partner=partner,
        rule=rule,
        level=0,
        rate_bp=0,
        base_minor=base_minor,
        amount_minor=-amount_minor,
    )
