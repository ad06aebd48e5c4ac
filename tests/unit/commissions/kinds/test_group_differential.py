"""The group method: exact to the cent, and the same as the walk where rates do not fall upward."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings

from commissions.engine.facts import Picture
from commissions.engine.plan import Plan
from commissions.engine.rule import Rule
from commissions.engine.settlement import settle
from commissions.engine.standings import group_volumes, stand
from commissions.kinds.group_differential.rule import (
    BLOCK_LEG,
    NEGATIVE,
    ZERO,
    GroupDifferential,
)
from commissions.kinds.stages import GROUP_VOLUME, PERSONAL_VOLUME, Stages, Takers
from core.rates import share
from tests.unit.commissions.kinds.differentials import (
    differential,
    drawn_stages,
    drawn_takers,
    without_activity,
)
from tests.unit.commissions.kinds.groups import group
from tests.unit.commissions.kinds.text_trees import paid_in
from tests.unit.commissions.pictures import SEEDS, pictures, plan

BY_OWN = Stages(PERSONAL_VOLUME, (300, 600, 900, 1500), (0, 200_00, 600_00, 2400_00))
NOBODY_PASSED = Takers(False, frozenset())


def paid(tree: str, **changes: object) -> dict[str, int]:
    return paid_in(without_activity(group(**changes)), tree)


def test_net_is_gross_less_the_gross_of_the_groups_below() -> None:
    tree = """
anna sells 200.00 EUR 200 PV
  bert sells 700.00 EUR 700 PV
  cara sells 100.00 EUR 100 PV
"""
    assert paid(tree) == {"anna": 24_00, "bert": 63_00, "cara": 3_00}


OVERTAKEN = """
dora sells 100.00 EUR 2400 PV
  anna sells 100.00 EUR 10 PV
    bert sells 1000.00 EUR 600 PV
    carl sells 100.00 EUR 10 PV
"""


@pytest.mark.parametrize(
    ("overtaken", "expected"),
    [
        (ZERO, {"bert": 90_00, "carl": 3_00, "anna": 3_00, "dora": 15_00 + 60_00 + 24_00}),
        (NEGATIVE, {"bert": 90_00, "carl": 3_00, "anna": -57_00, "dora": 195_00 - 36_00}),
        (BLOCK_LEG, {"bert": 90_00, "carl": 3_00, "anna": 3_00, "dora": 15_00 + 24_00}),
    ],
)
def test_a_leg_that_overtook_is_nothing_a_loss_or_no_leg(
    overtaken: str, expected: dict[str, int]
) -> None:
    assert paid(OVERTAKEN, stages=BY_OWN, overtaken=overtaken) == expected


def test_a_suspended_head_is_passed_over_or_its_gap_is_kept() -> None:
    tree = """
anna sells 100.00 EUR 2400 PV
  bert suspended 600 PV
    cara sells 100.00 EUR 10 PV
"""
    assert paid(tree) == {"cara": 3_00, "anna": 27_00}
    assert paid(tree, takers=NOBODY_PASSED) == {"cara": 3_00, "anna": 21_00}


def test_many_small_roundings_cost_nobody_a_cent() -> None:
    tree = "anna\n" + "".join(f"  p{place} sells 0.50 EUR\n" for place in range(20))
    found = paid(tree)
    assert "anna" not in found
    assert sum(found.values()) == 20 * 2


def exact(picture: Picture) -> Picture:
    """Let every order be worth whole hundreds, so that no rate of it needs rounding."""
    sold = tuple(each._replace(net_minor=each.net_minor * 10_000) for each in picture.volumes)
    return replace(picture, volumes=sold)


def paid_by(rule: Rule, picture: Picture) -> dict[int, int]:
    total: Counter[int] = Counter()
    for line in settle(plan(rule), picture).lines:  # type: ignore[arg-type]
        total[line.member_id] += line.amount_minor
    return dict(total)


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_without_loss_it_pays_what_the_walk_pays_order_by_order(
    seed: int, picture: Picture
) -> None:
    random = Random(seed)
    terms = {"stages": drawn_stages(random), "takers": drawn_takers(random)}
    walked = paid_by(differential(**terms), exact(picture))
    assert paid_by(group(**terms), exact(picture)) == walked


@given(SEEDS, pictures())
def test_where_rates_do_not_fall_upward_all_forms_pay_the_same(seed: int, picture: Picture) -> None:
    random = Random(seed)
    rates = tuple(sorted(random.sample(range(2500), 4)))
    stages = Stages(GROUP_VOLUME, rates, (0, 60_00, 300_00, 900_00))
    forms = [group(stages=stages, overtaken=each) for each in (ZERO, NEGATIVE, BLOCK_LEG)]
    first, *others = [paid_by(rule, exact(picture)) for rule in forms]
    assert others == [first, first]


@given(SEEDS, pictures())
def test_all_nets_add_up_to_the_gross_of_the_roots(seed: int, picture: Picture) -> None:
    everybody = replace(picture, statuses=("active",) * len(picture.statuses))
    rule = group(stages=drawn_stages(Random(seed)), takers=NOBODY_PASSED, overtaken=NEGATIVE)
    terms = plan(rule)  # type: ignore[arg-type]
    assert sum(paid_by(rule, everybody).values()) == gross_of_roots(rule, terms, everybody)


def gross_of_roots(rule: GroupDifferential, terms: Plan, picture: Picture) -> int:
    standings = stand(terms, picture)
    own = [0] * len(picture.member_ids)
    for sold in picture.volumes:
        own[standings.tree.row_of[sold.member_id]] += sold.net_minor
    worths = group_volumes(standings.tree, own)
    roots = [row for row, above in enumerate(standings.tree.sponsor_rows) if above < 0]
    return sum(share(worths[row], rule.stages.rate_of(standings.at(row))) for row in roots)


@given(SEEDS, pictures())
def test_nobody_loses_but_where_the_plan_says_so(seed: int, picture: Picture) -> None:
    random = Random(seed)
    rule = group(
        stages=drawn_stages(random),
        takers=drawn_takers(random),
        overtaken=random.choice([ZERO, BLOCK_LEG]),
    )
    assert min(paid_by(rule, picture).values(), default=0) >= 0


def test_own_and_customers_orders_are_the_groups_volume_alike() -> None:
    tree = "anna buys 100.00 EUR 100 PV sells 100.00 EUR 100 PV"
    assert paid(tree) == {"anna": 12_00}
