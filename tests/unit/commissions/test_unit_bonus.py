"""A bonus on the own group's volume: where it ends, who takes it, and how often an order counts."""

from __future__ import annotations

import pytest
from hypothesis import given

from commissions.engine.facts import Picture
from commissions.engine.plan import Plan, RankRules
from commissions.engine.rule import ORDER_NET
from commissions.engine.settlement import settle
from commissions.kinds.personal_bonus.rule import WHOLE, PersonalBonus
from commissions.kinds.stages import GROUP_VOLUME, OWN_GROUP_VOLUME, Stages
from tests.unit.commissions.drawn import paid
from tests.unit.commissions.pictures import NAMES, pictures, plan


def unit(*, by: str = OWN_GROUP_VOLUME, least_step: int = 1, is_once: bool = True) -> PersonalBonus:
    """Return a bonus of the whole base for members from rank two on."""
    return PersonalBonus(
        id="unit", names=NAMES, tax_nature="commission", base=ORDER_NET,
        stages=Stages(by, (10_000,), (0,)), applies=WHOLE, unfilled_slice="own_rate", least_minor=0,
        less=(), need_activity=False, least_step=least_step, is_taken_once=is_once,
    )  # fmt: skip


def of_units(rule: PersonalBonus) -> Plan:
    ranks = RankRules(own_group_stops_at=1, downline_rank="paid")
    return plan(rule, rank_rules=ranks)  # type: ignore[arg-type]


# two needs 300 PV in the group and 50 of its own
UNITS = """
anna 300 PV
  bert buys 10.00 EUR 49 PV
  dora 300 PV
    emil buys 1.00 EUR 49 PV
"""


def test_a_unit_ends_at_the_next_leader() -> None:
    assert paid(of_units(unit()), UNITS) == {"anna": 10_00, "dora": 1_00}
    assert paid(of_units(unit(by=GROUP_VOLUME)), UNITS) == {"anna": 11_00, "dora": 1_00}


def test_below_the_rank_nobody_takes() -> None:
    everybody = paid(of_units(unit(least_step=-1)), UNITS)
    assert everybody == {"anna": 10_00, "bert": 10_00, "dora": 1_00, "emil": 1_00}


@given(pictures())
def test_an_order_counts_for_one_leader_alone(picture: Picture) -> None:
    terms = of_units(unit())
    worth = sum(each.net_minor for each in picture.volumes)
    assert sum(line.amount_minor for line in settle(terms, picture).lines) <= worth


@pytest.mark.parametrize(
    ("rule", "most"),
    [(unit(), 10_000), (unit(is_once=False), None), (unit(by=GROUP_VOLUME), None)],
)
def test_the_worst_case_is_known_where_it_counts_for_one(
    rule: PersonalBonus, most: int | None
) -> None:
    assert rule.most_bp == most
