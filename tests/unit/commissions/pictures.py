"""Plans and pictures of periods, drawn by hand or by hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import strategies as st

from commissions.engine.facts import CUSTOMER, OWN, Picture, Volume
from commissions.engine.plan import (
    THIS_PERIOD,
    Plan,
    Rank,
    RankRules,
    Returns,
)
from commissions.engine.rule import ORDER_CV, ORDER_NET
from commissions.kinds.unilevel.rule import Unilevel
from core.rounding import KEPT, Rounding

NAMES = {"de": "Name", "en": "name"}
SEEDS = st.integers(0, 2**32 - 1)
STATUSES = ("active", "active", "active", "suspended", "terminated", "applied")


def rank(rank_id: str, group: int, personal: int = 0) -> Rank:
    """Return a rank that asks for points, given in whole points."""
    return Rank(rank_id, NAMES, group * 100, personal * 100)


LADDER = (rank("one", 0), rank("two", 300, 50), rank("three", 1000, 80))


def rule(**changes: object) -> Unilevel:
    """Return a rule of three levels with full compression, changed as wished."""
    terms: dict[str, object] = {
        "id": "team",
        "names": NAMES,
        "base": ORDER_CV,
        "rates_bp": (1000, 500, 250),
        "depth_by_rank": {"one": 1, "two": 2, "three": 3},
        "pass_over": frozenset({"inactive", "rank_too_low", "barred"}),
        "own_orders_start_at": "sponsor",
        "customer_orders_start_at": "seller",
        "tax_nature": "commission",
    }
    return Unilevel(**(terms | changes))  # type: ignore[arg-type]


def plan(*rules: Unilevel, **changes: object) -> Plan:
    """Return a plan with these rules, changed as wished."""
    terms: dict[str, object] = {
        "code": "test",
        "version": 1,
        "valid_from": date(2026, 1, 1),
        "sha256": "0" * 64,
        "source": "a contract, § 1",
        "currency": "EUR",
        "period": "month",
        "volume_date": "paid",
        "customer_volume": "to_partner",
        "cv_value_minor": 100,
        "active_pv_minor": 50_00,
        "ranks": LADDER,
        "rank_rules": RankRules(),
        "rank_for_pay": THIS_PERIOD,
        "rules": rules or (rule(),),
        "vests_after_days": 14,
        "vests_after_payment": {},
        "returns": Returns("original_rates", "return_period", "keep"),
        "reserve": None,
        "late_days": 0,
    }
    return Plan(**(terms | changes))  # type: ignore[arg-type]


def rounding(terms: Plan, how: Rounding, *, by_position: bool) -> Plan:
    """Return a plan that rounds otherwise, as its document would say it."""
    lines = Rounding(KEPT) if by_position else how
    rules = (each.rounded(how if each.pays_positions else lines) for each in terms.rules)
    return replace(terms, rules=tuple(rules), position_rounding=how if by_position else None)


def volume(member: int, *, cv: int = 0, pv: int = 0, net: int = 0, kind: str = OWN) -> Volume:
    """Return a volume; amounts are minor units."""
    return Volume(member, f"o-{member}-{cv}", member, kind, pv, cv, net)


def chain(length: int) -> tuple[tuple[int, ...], tuple[int | None, ...]]:
    """Return members and sponsors of a single line, the top first."""
    return tuple(range(1, length + 1)), (None, *range(1, length))


def star(size: int) -> tuple[tuple[int, ...], tuple[int | None, ...]]:
    """Return members and sponsors of one sponsor with everybody directly below."""
    return tuple(range(1, size + 1)), (None, *[1] * (size - 1))


def drawn_rule(random: Random, rule_id: str, with_ranks: bool) -> Unilevel:
    """Draw a rule: depth, rates, who is passed over, where orders start."""
    levels = random.randint(1, 5)
    depths = sorted(random.randint(0, levels) for _rank in LADDER)
    obstacles = ("inactive", "rank_too_low", "barred")
    return rule(
        id=rule_id,
        base=random.choice([ORDER_CV, ORDER_NET]),
        rates_bp=tuple(random.choice([0, 1, 250, 999, 2000]) for _level in range(levels)),
        depth_by_rank=dict(zip(("one", "two", "three"), depths, strict=True))
        if with_ranks
        else None,
        pass_over=frozenset(each for each in obstacles if random.random() < 0.6),
        own_orders_start_at=random.choice(["sponsor", "seller"]),
        customer_orders_start_at=random.choice(["sponsor", "seller"]),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a plan of one or two rules, with or without ranks.

    Only size and seed are hypothesis's own: a draw for each value would cost the suite a minute.
    """
    random, with_ranks = Random(draw(SEEDS)), draw(st.booleans())
    names = ("team", "more")[: draw(st.integers(1, 2))]
    return plan(
        *(drawn_rule(random, name, with_ranks) for name in names),
        ranks=LADDER if with_ranks else (),
        active_pv_minor=random.choice([0, 50_00]),
        customer_volume=random.choice(["to_partner", "none"]),
        cv_value_minor=random.choice([100, 80, 33]),
    )


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """Draw a forest of members with statuses, and what they and their customers bought."""
    size, orders = draw(st.integers(1, 25)), draw(st.integers(0, 40))
    random = Random(draw(SEEDS))
    numbers = random.sample(range(1001, 1001 + 3 * size), size)
    sponsors = {
        number: numbers[random.randrange(place)] if place and random.random() < 0.95 else None
        for place, number in enumerate(numbers)
    }
    ordered = sorted(numbers)
    return Picture(
        member_ids=tuple(ordered),
        sponsor_ids=tuple(sponsors[number] for number in ordered),
        statuses=tuple(random.choice(STATUSES) for _each in ordered),
        volumes=tuple(drawn_volume(random, ordered, place) for place in range(orders)),
    )


def drawn_volume(random: Random, members: list[int], place: int) -> Volume:
    """Draw what one order is worth; small amounts and nothing at all are frequent."""
    return Volume(
        entry_id=place,
        order_ref=f"o-{place}",
        member_id=random.choice(members),
        kind=random.choice([OWN, CUSTOMER]),
        pv_minor=random.choice([0, 1, 49_99, 50_00, random.randint(0, 400_00)]),
        cv_minor=random.choice([0, 5, random.randint(0, 999_99)]),
        net_minor=random.choice([0, 25, random.randint(0, 999_99)]),
    )


def as_terms(drawn: Unilevel) -> dict[str, object]:
    """Return a rule's terms by name."""
    return {name: getattr(drawn, name) for name in Unilevel.__dataclass_fields__}
