"""Differential rules for tests: written by hand, or drawn."""

from __future__ import annotations

from random import Random

from commissions.engine.plan import Plan
from commissions.engine.rule import ORDER_CV, ORDER_NET
from commissions.kinds.differential.rule import (
    ABOVE_SELLER,
    SELLER,
    SPONSOR,
    Differential,
    EqualStage,
)
from commissions.kinds.stages import BY_RANK, GROUP_VOLUME, PERSONAL_VOLUME, Stages, Takers
from tests.unit.commissions.pictures import LADDER, NAMES, plan

BY_GROUP = Stages(GROUP_VOLUME, (300, 600, 900, 1500), (0, 200_00, 600_00, 2400_00))
EVERYBODY = Takers(False, frozenset({"inactive", "barred"}))


def differential(**changes: object) -> Differential:
    """Return a rule by group volume that pays 3, 6, 9 and 15 percent, changed as wished."""
    terms: dict[str, object] = {
        "id": "differenz",
        "names": NAMES,
        "tax_nature": "commission",
        "base": ORDER_NET,
        "stages": BY_GROUP,
        "takers": EVERYBODY,
        "own_orders_start_at": SELLER,
        "customer_orders_start_at": SELLER,
        "overtaken_ends": False,
    }
    return Differential(**(terms | changes))  # type: ignore[arg-type]


def without_activity(rule: object, **changes: object) -> Plan:
    """Return a plan of one rule in which everybody is active."""
    return plan(rule, **({"ranks": (), "active_pv_minor": 0} | changes))  # type: ignore[arg-type]


def drawn_stages(random: Random) -> Stages:
    """Draw stages by volume or by rank; rates by rank may be the same or even fall."""
    by = random.choice([GROUP_VOLUME, PERSONAL_VOLUME, BY_RANK])
    if by == BY_RANK:
        steps = {rank.id: step for step, rank in enumerate(LADDER)}
        return Stages(by, tuple(random.choice([0, 300, 700, 1200]) for _ in LADDER), step_of=steps)
    rates = sorted(random.sample([0, 1, 250, 600, 999, 1500, 2100], 4))
    return Stages(by, tuple(rates), (0, 60_00, 300_00, 900_00))


def drawn_differential(random: Random, rule_id: str = "differenz") -> Differential:
    """Draw a rule with any of its switches."""
    stages = drawn_stages(random)
    return differential(
        id=rule_id,
        base=random.choice([ORDER_CV, ORDER_NET]),
        stages=stages,
        takers=drawn_takers(random),
        own_orders_start_at=random.choice([SELLER, SPONSOR, ABOVE_SELLER]),
        customer_orders_start_at=random.choice([SELLER, SPONSOR, ABOVE_SELLER]),
        overtaken_ends=random.random() < 0.3,
        equal=_drawn_equal(random, stages) if random.random() < 0.6 else None,
        least_bp=random.choice([0, 0, 100, 500]),
        is_within_cap=random.random() < 0.4,
    )


def drawn_takers(random: Random) -> Takers:
    """Draw who may take and who is passed over."""
    words = ("inactive", "barred")
    return Takers(random.random() < 0.6, frozenset(word for word in words if random.random() < 0.6))


def _drawn_equal(random: Random, stages: Stages) -> EqualStage:
    return EqualStage(
        is_matched=random.random() < 0.4,
        rate_bp=random.choice([50, 250, 1234]),
        from_bp=random.choice([0, *stages.rates_bp]),
        is_per_stage=random.random() < 0.5,
    )
