"""Group differential and breakaway rules for tests: written by hand, or drawn."""

from __future__ import annotations

from random import Random

from commissions.engine.rule import ORDER_NET
from commissions.kinds.breakaway.rule import Breakaway
from commissions.kinds.group_differential.rule import (
    BLOCK_LEG,
    NEGATIVE,
    ZERO,
    GroupDifferential,
)
from commissions.kinds.stages import Takers
from tests.unit.commissions.kinds.differentials import (
    BY_GROUP,
    EVERYBODY,
    drawn_stages,
    drawn_takers,
)
from tests.unit.commissions.pictures import NAMES

LEADERS = frozenset({"three"})  # 1000 PV in the group, 80 of their own
HEAD = {"names": NAMES, "tax_nature": "commission", "base": ORDER_NET, "takers": EVERYBODY}


def group(**changes: object) -> GroupDifferential:
    """Return a rule by group volume that pays 3, 6, 9 and 15 percent, changed as wished."""
    terms: dict[str, object] = HEAD | {"id": "gruppe", "stages": BY_GROUP, "overtaken": ZERO}
    return GroupDifferential(**(terms | changes))  # type: ignore[arg-type]


def breakaway(**changes: object) -> Breakaway:
    """Return a rule of four percent for leaders, changed as wished."""
    terms: dict[str, object] = HEAD | {
        "id": "fuehrung",
        "rate_bp": 400,
        "leaders": LEADERS,
        "from_next_period": False,
    }
    return Breakaway(**(terms | changes))  # type: ignore[arg-type]


def drawn_group(random: Random) -> GroupDifferential:
    """Draw a rule with any of its switches."""
    return group(
        stages=drawn_stages(random),
        takers=drawn_takers(random),
        overtaken=random.choice([ZERO, NEGATIVE, BLOCK_LEG]),
    )


def drawn_breakaway(random: Random) -> Breakaway:
    """Draw a rule with any of its switches but the period of breaking away."""
    return breakaway(
        rate_bp=random.choice([1, 400, 999]),
        leaders=frozenset(random.choice([("three",), ("two", "three")])),
        takers=Takers(random.random() < 0.5, frozenset()),
        least_minor=random.choice([0, 0, 5_00, 50_00]),
        side_volume_minor=random.choice([0, 0, 100_00, 400_00]),
        or_groups=random.choice([0, 2]),
    )
