"""What the switches of level commission mean, in small trees, and that jumping equals walking."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.engine.facts import TOOK, Picture, Placement
from commissions.engine.plan import Plan
from commissions.engine.settlement import possible_minor, settle
from commissions.engine.standings import stand
from commissions.kinds.unilevel.rule import NewMembers, Unilevel
from commissions.kinds.unilevel.walk import Jumps
from tests.unit.commissions.drawn import paid
from tests.unit.commissions.pictures import LADDER, SEEDS, pictures, plan, rule, volume

OPEN: dict[str, object] = {"depth_by_rank": None}
FLAT: dict[str, object] = {"ranks": (), "active_pv_minor": 50_00}
BY_RANK = {"one": (1000,), "two": (1200, 600), "three": (1500, 800, 400)}


def flat(**terms: object) -> Plan:
    return plan(rule(**{**OPEN, **terms}), **FLAT)


LINE = """
anna 60 PV
  bert 60 PV
    cara
      dora
        emil buys 100 CV 60 PV
"""


def test_who_is_passed_over_gives_its_level_to_the_next_one_above() -> None:
    assert paid(flat(), LINE) == {"bert": 10_00, "anna": 5_00}


def test_who_keeps_its_level_gives_only_the_money_up() -> None:
    """Levels 1 and 2 go up to bert, who has level 3 besides; anna stands on level 4."""
    terms = flat(skipped_keeps_level=True, may_earn_several_levels=True)
    assert paid(terms, LINE) == {"bert": 17_50}


def test_without_compression_the_company_keeps_what_nobody_may_take() -> None:
    assert paid(flat(pass_over=frozenset()), LINE) == {"bert": 2_50}


def test_one_member_may_take_every_level_its_rank_reaches() -> None:
    text = """
    anna 80 PV buys 1 CV 1000 PV
      bert 50 PV buys 1 CV 300 PV
        cara buys 100 CV 60 PV
    """
    one_each = plan(rule(base="order.net"))
    several = plan(rule(base="order.net", may_earn_several_levels=True))
    text = text.replace("100 CV", "100.00 EUR")
    assert paid(one_each, text) == {"bert": 10_00, "anna": 5_00}
    assert paid(several, text) == {"bert": 15_00, "anna": 2_50}


SLEEPER = """
anna 60 PV
  bert 60 PV
    cara buys 100 CV 10 PV
"""


@pytest.mark.parametrize(
    ("choice", "pays"),
    [("pays", {"bert": 10_00, "anna": 5_00}), ("lost", {}), ("pushed_up", {"anna": 10_00})],
)
def test_what_an_inactive_members_order_does(choice: str, pays: dict[str, int]) -> None:
    assert paid(flat(inactive_volume=choice), SLEEPER) == pays


def test_each_rank_has_its_own_rates() -> None:
    text = """
    anna 80 PV buys 1.00 EUR 1000 PV
      bert 50 PV buys 1.00 EUR 300 PV
        cara buys 100.00 EUR 60 PV
    """
    terms = plan(
        rule(
            base="order.net",
            rates_by_rank=BY_RANK,
            rates_bp=(1500, 800, 400),
            depth_by_rank={"one": 1, "two": 2, "three": 3},
        )
    )
    assert paid(terms, text) == {"bert": 12_00, "anna": 8_00 + 15}


def test_the_lower_of_two_packages_counts() -> None:
    """Bert's package gives 12%, cara's 10%; on level 2 cara's package has nothing at all."""
    text = """
    anna 80 PV buys 1.00 EUR 1000 PV
      bert 50 PV buys 1.00 EUR 300 PV
        cara buys 100.00 EUR 60 PV
    """
    terms = plan(
        rule(
            base="order.net",
            rates_by_rank=BY_RANK,
            rates_bp=(1500, 800, 400),
            depth_by_rank={"one": 1, "two": 2, "three": 3},
            is_limited_by_buyer=True,
        )
    )
    assert paid(terms, text) == {"bert": 10_00, "anna": 12}


def test_levels_without_an_end_pay_the_last_rate_to_everybody_above() -> None:
    text = """
    anna 60 PV
      bert 60 PV
        cara 60 PV
          dora buys 100 CV 60 PV
    """
    assert paid(flat(is_endless=True, rates_bp=(1000, 500)), text) == {
        "cara": 10_00,
        "bert": 5_00,
        "anna": 5_00,
    }


def test_a_flat_rate_without_an_end_is_that_rate_of_the_volume_below() -> None:
    text = """
    anna 60 PV buys 7 CV
      bert 60 PV buys 200 CV
        cara buys 100 CV 60 PV
      dora buys 50 CV
    """
    earned = paid(flat(is_endless=True, rates_bp=(500,)), text)
    assert earned == {"anna": 17_50, "bert": 5_00}


NEW = NewMembers(days=90, share_bp=3000)


@pytest.mark.parametrize(
    ("day", "amount"),
    [(date(2026, 1, 10), 3_00), (date(2026, 4, 10), 3_00), (date(2026, 4, 11), 10_00)],
)
def test_a_new_members_orders_count_a_share_until_the_last_day(day: date, amount: int) -> None:
    picture = Picture(
        (1, 2), (None, 1), ("active",) * 2, (), joined_on=(date(2020, 1, 1), date(2026, 1, 10))
    )
    bought = volume(2, cv=100_00)._replace(day=day)
    terms = plan(rule(**OPEN, new_members=NEW), ranks=(), active_pv_minor=0)
    lines = list(settle(terms, dataclasses.replace(picture, volumes=(bought,))).lines)
    assert [line.amount_minor for line in lines] == [amount]


def drawn_rule(random: Random) -> Unilevel:
    """Draw any valid choice of switches."""
    terms: dict[str, object] = {
        "inactive_volume": random.choice(["pays", "lost", "pushed_up"]),
        "tree": random.choice(["sponsor", "placement", "queue"]),
        "own_orders_start_at": random.choice(["sponsor", "seller"]),
        "customer_orders_start_at": random.choice(["sponsor", "seller"]),
        "new_members": random.choice([None, NewMembers(30, 5000)]),
        "pass_over": frozenset(
            each for each in ("inactive", "rank_too_low", "barred") if random.random() < 0.6
        ),
    }
    way = random.choice(["endless", "keeps", "several", "by_rank"])
    if way == "endless":
        return rule(**{**terms, **OPEN, "is_endless": True, "rates_bp": (1000, 200)})
    if way == "keeps":
        return rule(**terms, skipped_keeps_level=True, may_earn_several_levels=True)
    if way == "several":
        terms["pass_over"] = frozenset({"rank_too_low"}) | terms["pass_over"]  # type: ignore[operator]
        return rule(**terms, may_earn_several_levels=True)
    limited = random.random() < 0.5
    return rule(
        **terms, rates_by_rank=BY_RANK, rates_bp=(1500, 800, 400), is_limited_by_buyer=limited
    )


@st.composite
def switched(draw: st.DrawFn) -> tuple[Plan, Picture]:
    """Draw a plan with any switches, and a period with days, joinings and places."""
    drawn, random = draw(pictures()), Random(draw(SEEDS))
    size, start = len(drawn.member_ids), date(2026, 1, 1)
    parents = tuple(
        drawn.member_ids[random.randrange(row)] if row and random.random() < 0.9 else None
        for row in range(size)
    )
    picture = dataclasses.replace(
        drawn,
        placement=Placement(parents, (1,) * size),
        joined_on=tuple(start + timedelta(random.randrange(60)) for _row in range(size)),
        volumes=tuple(
            each._replace(day=start + timedelta(random.randrange(90))) for each in drawn.volumes
        ),
    )
    return plan(drawn_rule(random), ranks=LADDER), picture


@settings(max_examples=200)
@given(switched())
def test_who_jumps_pays_whom_the_walk_names(drawn: tuple[Plan, Picture]) -> None:
    terms, picture = drawn
    standings, each = stand(terms, picture), terms.rules[0]
    assert isinstance(each, Unilevel)
    jumps = Jumps(each, standings)
    for bought in picture.volumes:
        walked = [
            (step.level, standings.tree.row_of[step.member_id], step.rate_bp)
            for step in each.way(bought, standings.uplines_of(each, bought.member_id))
            if step.decision == TOOK
        ]
        assert sorted(jumps.takers(bought)) == sorted(walked)


@given(switched())
def test_no_order_pays_more_than_its_rates(drawn: tuple[Plan, Picture]) -> None:
    terms, picture = drawn
    lines = list(settle(terms, picture).lines)
    paid_minor = {terms.rules[0].id: sum(line.amount_minor for line in lines)}
    assert sum(paid_minor.values()) <= possible_minor(terms, picture, paid_minor)
    taken = {(line.volume, line.level) for line in lines}
    assert len(taken) == len(lines)
