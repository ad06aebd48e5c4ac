"""A company in its second period, drawn by a seed, with whatever a plan may look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from commissions.engine.exchange import ExchangeRate
from commissions.engine.facts import (
    CUSTOMER,
    OWN,
    Award,
    Moved,
    Picture,
    Placement,
    Portion,
    Volume,
)
from commissions.engine.handed_on import begun_with, of_members
from commissions.engine.plan import Plan
from commissions.engine.products import by_category
from commissions.engine.remainder import AMOUNTS
from commissions.engine.settlement import settle
from core.periods import Period, period_of

STATUSES = ["active"] * 9 + ["suspended", "terminated"]
POINTS = (0, 1, 40_00, 60_00, 100_00, 250_00, 1_000_00, 6_000_00)
COUNTRIES = ("DE", "AT", "FR")
ORDERS_EACH = 3
FIRST = 1001


def frozen(plan: Plan) -> Plan:
    """Return a plan with a rate for each currency whose rates are published by day."""
    terms = plan.exchange
    if terms is None or terms.daily is None:
        return plan
    rates = tuple(ExchangeRate(each, plan.valid_from, 11, 12) for each in terms.currencies)
    return replace(plan, exchange=replace(terms, rates=rates, is_frozen=True))


def company(plan: Plan, seed: int) -> Picture:
    """Draw a network and settle a period of it; return the one after it, as it begins."""
    random = Random(seed)
    before = period_of(plan.valid_from, plan.period)
    first = network(random, plan, before.next())
    sold = replace(first, volumes=orders(random, plan, first, before, 0), period=before)
    outcome = settle(plan, sold)
    for _line in outcome.lines:
        """What is handed on is complete once all lines are read."""
    brought = of_members(first.member_ids, outcome.standings.ranked, outcome.carried)
    later = orders(random, plan, first, before.next(), len(sold.volumes))
    return begun_with(replace(first, volumes=later), brought)


def network(random: Random, plan: Plan, period: Period) -> Picture:
    """Draw who brought whom, places, ranks given by hand, and persons with several positions."""
    size = random.randint(6, 24)
    numbers = tuple(range(FIRST, FIRST + size))
    ranks = [rank.id for rank in plan.ranks]
    given = [each for each in numbers if ranks and random.random() < 0.3]
    return Picture(
        numbers,
        (None, *(above(random, numbers, place) for place in range(1, size))),
        tuple(random.choice(STATUSES) for _each in numbers),
        (),
        period=period,
        placement=places(random, numbers),
        joined_on=joining(random, size, period),
        awards=tuple(Award(each, random.choice(ranks), random.random() < 0.5) for each in given),
        persons=tuple(each - (each % 5 == 0 and each > FIRST) for each in numbers),
        moves=moves(random, numbers, period) if plan.tree_goes_by_day else (),
    )


def above(random: Random, numbers: Sequence[int], place: int) -> int:
    """Draw one of those who were there before, rather a late one."""
    return numbers[random.randrange(max(0, place - 8), place)]


def places(random: Random, numbers: Sequence[int]) -> Placement:
    """Draw a placement tree of two slots; some wait for their place."""
    free = [(numbers[0], 1), (numbers[0], 2)]
    found: list[tuple[int | None, int]] = [(None, 0)]
    for number in numbers[1:]:
        if random.random() < 0.1:
            found.append((None, 0))
            continue
        found.append(free.pop(random.randrange(len(free))))
        free += [(number, 1), (number, 2)]
    return Placement(tuple(parent for parent, _slot in found), tuple(slot for _p, slot in found))


def joining(random: Random, size: int, period: Period) -> tuple[date, ...]:
    """Draw first days, one after the other, up to the middle of the period."""
    ages = sorted((random.randint(-3, 120) for _each in range(size)), reverse=True)
    return tuple(period.starts_on - timedelta(days=age) for age in ages)


def moves(random: Random, numbers: Sequence[int], period: Period) -> tuple[Moved, ...]:
    """Draw who stood below somebody else before a day of the period."""
    moved = [place for place in range(1, len(numbers)) if random.random() < 0.3]
    return tuple(
        Moved(day_of(random, period), numbers[place], above(random, numbers, place))
        for place in moved
    )


def day_of(random: Random, period: Period) -> date:
    """Draw a day of a period."""
    return period.starts_on + timedelta(days=random.randrange(7))


def orders(
    random: Random, plan: Plan, drawn: Picture, period: Period, begin: int
) -> tuple[Volume, ...]:
    """Draw what everybody and its customers buy, by day."""
    count = random.randint(1, ORDERS_EACH * len(drawn.member_ids))
    sold = (order(random, plan, drawn, period, begin + 1 + place) for place in range(count))
    return tuple(sorted(sold, key=lambda each: (each.day, each.order_ref)))


def order(random: Random, plan: Plan, drawn: Picture, period: Period, number: int) -> Volume:
    """Draw an order with all that it may say."""
    net, party = random.choice(POINTS), random.choice([0, 0, 1, 2, 3])
    booked_at = random.choice([0, 9]) if party else 0
    sold = Volume(
        number, f"o-{number:04d}", random.choice(drawn.member_ids), random.choice([OWN, CUSTOMER]),
        random.choice(POINTS), random.choice([net, random.choice(POINTS)]), net,
        random.choice(POINTS), random.choice([0, net // 4]),
        random.choice(plan.markets or COUNTRIES), day_of(random, period),
        random.choice(["", "anna", "bert"]), random.choice(["", *plan.currencies[1:]]),
        net // 10 if party and plan.credit_reduces else 0, party, booked_at,
    )  # fmt: skip
    return divided(random, sold, categories(plan)) if plan.counts_products else sold


def categories(plan: Plan) -> list[str]:
    """Return the categories that the plan's rules name, one within each, and one more."""
    named = {name for rule in plan.rules if rule.products for name in rule.products.factors}
    return sorted({*named, *(f"{name}/more" for name in named), "other"})


def divided(random: Random, sold: Volume, names: Sequence[str]) -> Volume:
    """Divide an order into some of these categories; what is left is in none."""
    left, portions = sold, []
    for name in random.sample(names, random.randint(0, min(3, len(names)))):
        parts = {each: random.choice([1, 2]) * getattr(left, each) // 2 for each in AMOUNTS}
        left = left._replace(**{each: getattr(left, each) - part for each, part in parts.items()})
        portions.append(Portion(name, **parts))
    return sold._replace(portions=by_category(portions))
