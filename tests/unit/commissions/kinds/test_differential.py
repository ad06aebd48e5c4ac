"""Differential commission: what stages add, equals and distances, and what never happens."""

from __future__ import annotations

from collections import defaultdict
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.engine.facts import TOOK, USED_UP, Picture
from commissions.engine.settlement import possible_minor, settle
from commissions.engine.standings import Standings, stand
from commissions.kinds.differential.rule import ABOVE_SELLER, SPONSOR, Differential, EqualStage
from commissions.kinds.differential.walk import NOTHING_LEFT, climb
from commissions.kinds.stages import PERSONAL_VOLUME, Stages, Takers
from core.rates import share
from tests.unit.commissions.kinds.differentials import (
    differential,
    drawn_differential,
    drawn_stages,
    drawn_takers,
    without_activity,
)
from tests.unit.commissions.kinds.text_trees import paid_in
from tests.unit.commissions.pictures import SEEDS, pictures, plan, volume

BY_OWN = Stages(PERSONAL_VOLUME, (300, 600, 900, 1500), (0, 200_00, 600_00, 2400_00))


def paid(tree: str, **changes: object) -> dict[str, int]:
    return paid_in(without_activity(differential(**changes)), tree)


def test_each_upline_takes_what_its_stage_adds() -> None:
    tree = """
anna 2400 PV
  bert 400 PV
    cara sells 1000.00 EUR 200 PV
"""
    assert paid(tree) == {"cara": 60_00, "bert": 30_00, "anna": 60_00}


def test_an_upline_on_the_same_stage_earns_nothing() -> None:
    tree = """
anna 10 PV
  bert sells 1000.00 EUR 200 PV
"""
    assert paid(tree) == {"bert": 60_00}


@pytest.mark.parametrize(("points", "cents"), [("199.99", 3_00), ("200", 6_00)])
def test_a_stage_begins_exactly_at_its_volume(points: str, cents: int) -> None:
    assert paid(f"anna sells 100.00 EUR {points} PV") == {"anna": cents}


OVERTAKEN = """
dora 2400 PV
  anna 10 PV
    bert sells 1000.00 EUR 600 PV
"""


def test_an_overtaken_upline_gets_nothing_and_those_above_the_gap() -> None:
    assert paid(OVERTAKEN, stages=BY_OWN) == {"bert": 90_00, "dora": 60_00}


def test_an_overtaken_upline_may_end_the_leg() -> None:
    assert paid(OVERTAKEN, stages=BY_OWN, overtaken_ends=True) == {"bert": 90_00}


EQUALS = """
emil 2400 PV
  dora 600 PV
    carl 600 PV
      bert sells 1000.00 EUR 600 PV
"""


def equal(**changes: object) -> EqualStage:
    terms = {"is_matched": False, "rate_bp": 200, "from_bp": 0, "is_per_stage": False}
    return EqualStage(**(terms | changes))  # type: ignore[arg-type]


def test_the_first_equal_gets_its_courtesy_once_and_on_top() -> None:
    assert paid(EQUALS, stages=BY_OWN, equal=equal()) == {
        "bert": 90_00,
        "carl": 20_00,
        "emil": 60_00,
    }


def test_inside_the_cap_the_courtesy_comes_off_what_is_above() -> None:
    found = paid(EQUALS, stages=BY_OWN, equal=equal(), is_within_cap=True)
    assert found == {"bert": 90_00, "carl": 20_00, "emil": 40_00}


def test_a_match_is_a_share_of_what_the_equal_got() -> None:
    found = paid(EQUALS, stages=BY_OWN, equal=equal(is_matched=True, rate_bp=1000))
    assert found == {"bert": 90_00, "carl": 9_00, "emil": 60_00}


def test_an_equal_below_the_agreed_stage_gets_nothing() -> None:
    assert paid(EQUALS, stages=BY_OWN, equal=equal(from_bp=1500)) == {"bert": 90_00, "emil": 60_00}


TWO_PAIRS = """
fred 2400 PV
  emil 2400 PV
    carl 600 PV
      bert sells 1000.00 EUR 600 PV
"""


def test_equals_are_paid_once_per_order_or_once_per_stage() -> None:
    once = {"bert": 90_00, "carl": 20_00, "emil": 60_00}
    assert paid(TWO_PAIRS, stages=BY_OWN, equal=equal()) == once
    assert paid(TWO_PAIRS, stages=BY_OWN, equal=equal(is_per_stage=True)) == once | {"fred": 20_00}


def test_the_first_upline_with_a_small_gap_keeps_its_distance() -> None:
    tree = """
emil 2400 PV
  carl 200 PV
    bert sells 1000.00 EUR 10 PV
"""
    assert paid(tree, stages=BY_OWN, least_bp=500) == {"bert": 30_00, "carl": 50_00, "emil": 90_00}


def test_nobody_keeps_a_distance_over_nobody() -> None:
    assert paid("bert sells 1000.00 EUR 10 PV", least_bp=500) == {"bert": 30_00}


SMALL = """
anna 2400 PV
  bert sells 1000.00 EUR 200 PV
"""


def test_what_a_member_buys_may_start_at_the_sponsor_or_above_its_own_stage() -> None:
    assert paid(SMALL, customer_orders_start_at=SPONSOR) == {"anna": 150_00}
    assert paid(SMALL, customer_orders_start_at=ABOVE_SELLER) == {"anna": 90_00}


def test_whoever_is_not_passed_over_uses_its_gap_up() -> None:
    tree = """
anna 2400 PV
  cara suspended 600 PV
    bert sells 1000.00 EUR 200 PV
"""
    blocked = Takers(False, frozenset())
    assert paid(tree) == {"bert": 60_00, "anna": 90_00}
    assert paid(tree, takers=blocked) == {"bert": 60_00, "anna": 60_00}


def test_inactive_members_take_where_the_plan_lets_them() -> None:
    tree = """
anna 2400 PV
  bert sells 1000.00 EUR 10 PV
"""
    needs = differential(takers=Takers(True, frozenset({"inactive"})))
    lets = differential(takers=Takers(False, frozenset()))
    assert paid_in(plan(needs, ranks=()), tree) == {"anna": 150_00}
    assert paid_in(plan(lets, ranks=()), tree) == {"bert": 30_00, "anna": 120_00}


def plain(random: Random) -> Differential:
    """Draw a rule that pays gaps and nothing beyond them."""
    return differential(
        stages=drawn_stages(random),
        takers=drawn_takers(random),
        overtaken_ends=random.random() < 0.3,
        own_orders_start_at=random.choice(["seller", SPONSOR, ABOVE_SELLER]),
    )


def expected(rule: Differential, standings: Standings, picture: Picture) -> list[tuple[int, int]]:
    """Say by other code what gaps pay: each stage less the best of all stages below."""
    found = []
    for sold in picture.volumes:
        way = list(standings.uplines_from(standings.tree.row_of[sold.member_id]))
        start = rule.start(sold.kind)
        best = rule.stages.rate_of(way[0]) if start == ABOVE_SELLER else 0
        for standing in way if start == "seller" else way[1:]:
            stage, hurdle = rule.stages.rate_of(standing), rule.takers.obstacle(standing)
            if hurdle in rule.takers.pass_over:
                continue
            if stage < best and rule.overtaken_ends:
                break
            if not hurdle and stage > best and share(sold.net_minor, stage - best):
                found.append((standing.member_id, share(sold.net_minor, stage - best)))
            best = max(best, stage)
    return found


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_gaps_are_paid_as_other_code_says(seed: int, picture: Picture) -> None:
    rule = plain(Random(seed))
    terms = plan(rule)
    lines = [(line.member_id, line.amount_minor) for line in settle(terms, picture).lines]
    assert lines == expected(rule, stand(terms, picture), picture)


@given(SEEDS, pictures())
def test_gaps_taken_and_used_up_add_up_to_the_best_stage_on_the_way(
    seed: int, picture: Picture
) -> None:
    rule = plain(Random(seed))
    standings = stand(plan(rule), picture)
    for sold in picture.volumes:
        way = list(standings.uplines_from(standings.tree.row_of[sold.member_id]))
        steps = list(climb(rule, sold, way))
        gone = sum(step.rate_bp for step in steps if step.decision in (TOOK, USED_UP))
        assert gone == max([step.rate_bp + step.below_bp for step in steps], default=0)
        assert gone <= rule.stages.top_bp


@given(SEEDS, pictures())
def test_an_order_never_pays_more_than_the_rule_says(seed: int, picture: Picture) -> None:
    rule = drawn_differential(Random(seed))
    paid_bp: dict[int, int] = defaultdict(int)
    terms = plan(rule)
    lines = list(settle(terms, picture).lines)
    for line in lines:
        assert line.volume is not None
        paid_bp[line.volume.entry_id] += line.rate_bp
        assert line.amount_minor == share(line.base_minor, line.rate_bp)
    assert max(paid_bp.values(), default=0) <= rule.most_bp
    earned = {rule.id: sum(line.amount_minor for line in lines)}
    assert possible_minor(terms, picture, earned) >= earned[rule.id]


@given(SEEDS, pictures(), st.randoms())
def test_the_order_of_members_changes_nothing(seed: int, picture: Picture, random: Random) -> None:
    terms = plan(drawn_differential(Random(seed)))
    rows = list(range(len(picture.member_ids)))
    random.shuffle(rows)
    shuffled = Picture(
        tuple(picture.member_ids[row] for row in rows),
        tuple(picture.sponsor_ids[row] for row in rows),
        tuple(picture.statuses[row] for row in rows),
        picture.volumes,
    )
    assert list(settle(terms, shuffled).lines) == list(settle(terms, picture).lines)


def test_every_step_says_what_was_paid_below() -> None:
    rule = differential()
    terms = without_activity(rule)
    members = (1, 2, 3)
    picture = Picture(members, (None, 1, 2), ("active",) * 3, ())
    steps = list(climb(rule, volume(3, net=100_00), stand(terms, picture).uplines_from(2)))
    assert [(s.member_id, s.decision, s.obstacle, s.rate_bp, s.below_bp) for s in steps] == [
        (3, TOOK, "", 300, 0),
        (2, "passed_over", NOTHING_LEFT, 0, 300),
        (1, "passed_over", NOTHING_LEFT, 0, 300),
    ]


# Dora is suspended; in what follows she stands in the way, and nobody is passed over.
SUSPENDED_BETWEEN = """
emil 700 PV
  dora {suspended} 100 PV
    bert sells 1000.00 EUR 700 PV
"""
KEPT = Takers(need_activity=False, pass_over=frozenset())


@pytest.mark.parametrize(
    "beyond",
    [{"equal": EqualStage(False, 200, 0, is_per_stage=False)}, {"least_bp": 200}],
    ids=["equal", "distance"],
)
def test_who_may_not_take_uses_up_an_equal_and_a_distance_too(beyond: dict[str, object]) -> None:
    there = SUSPENDED_BETWEEN.format(suspended="suspended")
    terms = differential(takers=KEPT, **beyond)
    assert paid_in(without_activity(terms), SUSPENDED_BETWEEN.format(suspended="")) == {
        "bert": 90_00, "dora": 20_00,
    }  # fmt: skip
    assert paid_in(without_activity(terms), there) == {"bert": 90_00}
