"""Generation and infinity rules for tests: written by hand, or drawn."""

from __future__ import annotations

from random import Random

from commissions.engine.rule import ORDER_CV, ORDER_NET
from commissions.kinds.generation.rule import SELLER, SPONSOR, Generation
from commissions.kinds.infinity.rule import Infinity
from commissions.kinds.stages import Takers
from tests.unit.commissions.pictures import LADDER, NAMES

STEPS = {rank.id: step for step, rank in enumerate(LADDER)}
ACTIVE = Takers(True, frozenset())
HEAD = {"names": NAMES, "tax_nature": "commission", "base": ORDER_NET}


def generation(**changes: object) -> Generation:
    """Return a rule for the ranks two and three, changed as wished; two ends generations."""
    terms: dict[str, object] = HEAD | {
        "id": "leader",
        "rates_by_rank": {"two": (500, 300), "three": (500, 400, 200)},
        "step_of": STEPS,
        "boundary_step": 1,
        "opens": False,
        "takers": ACTIVE,
        "inactive_bound": True,
        "empty_count": True,
        "equals_allowed": None,
        "stops_at_higher": False,
        "own_orders_start_at": SPONSOR,
        "customer_orders_start_at": SPONSOR,
    }
    return Generation(**(terms | changes))  # type: ignore[arg-type]


def infinity(**changes: object) -> Infinity:
    """Return a rule for the ranks two and three from level 2 on, changed as wished."""
    terms: dict[str, object] = HEAD | {
        "id": "tiefe",
        "rate_by_rank": {"two": 100, "three": 250},
        "is_differential": True,
        "from_level": 2,
        "from_generation": 1,
        "boundaries": frozenset(),
        "near_blocks": False,
        "takers": Takers(True, frozenset({"inactive", "barred"})),
    }
    return Infinity(**(terms | changes))  # type: ignore[arg-type]


def drawn_generation(random: Random) -> Generation:
    """Draw a rule with any of its switches."""
    ladders = {"one": (300,), "two": (500, 300), "three": (600, 400, 200)}
    earning = random.choice([("one", "two", "three"), ("two", "three"), ("three",)])
    return generation(
        base=random.choice([ORDER_CV, ORDER_NET]),
        rates_by_rank={rank: ladders[rank] for rank in earning},
        boundary_step=random.choice([None, 1, 2]),
        opens=random.random() < 0.5,
        takers=Takers(random.random() < 0.6, frozenset()),
        inactive_bound=random.random() < 0.5,
        empty_count=random.random() < 0.5,
        equals_allowed=random.choice([None, 1, 2]),
        stops_at_higher=random.random() < 0.4,
        own_orders_start_at=random.choice([SELLER, SPONSOR]),
        customer_orders_start_at=random.choice([SELLER, SPONSOR]),
    )


def drawn_infinity(random: Random) -> Infinity:
    """Draw a rule with any of its switches."""
    by_level = random.random() < 0.5
    words = ("inactive", "barred")
    return infinity(
        base=random.choice([ORDER_CV, ORDER_NET]),
        rate_by_rank=random.choice([{"three": 100}, {"two": 100, "three": 250}]),
        is_differential=random.random() < 0.5,
        from_level=random.randint(1, 4) if by_level else 1,
        from_generation=1 if by_level else random.randint(1, 3),
        boundaries=frozenset() if by_level else frozenset({"two", "three"}),
        near_blocks=random.random() < 0.5,
        takers=Takers(
            random.random() < 0.6, frozenset(word for word in words if random.random() < 0.7)
        ),
    )
