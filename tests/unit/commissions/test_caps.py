"""Limits and choices over what other rules pay: exact to the cent, and nobody gains."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.engine.facts import Picture
from commissions.engine.plan import Plan
from commissions.engine.rule import ORDER_CV, Rule
from commissions.engine.settlement import settle
from commissions.kinds.company_cap.rule import CompanyCap
from commissions.kinds.greater_of.rule import GreaterOf
from commissions.kinds.member_cap.rule import MemberCap
from tests.unit.commissions.drawn import paid, tree
from tests.unit.commissions.pictures import NAMES, SEEDS, pictures, plan, rule

OPEN: dict[str, object] = {"depth_by_rank": None, "pass_over": frozenset()}
TREE = """
anna 60 PV
  bert 60 PV
    cara buys 100 CV
    dora buys 200 CV
"""


def company_cap(**changes: object) -> CompanyCap:
    terms: dict[str, object] = {
        "id": "cap",
        "names": NAMES,
        "tax_nature": "commission",
        "of": ("team", "more"),
        "base": ORDER_CV,
        "rate_bp": 0,
        "limit_minor": 0,
        "mode": "pro_rata",
        "holds_all": True,
    }
    return CompanyCap(**(terms | changes))  # type: ignore[arg-type]


def member_cap(**changes: object) -> MemberCap:
    terms: dict[str, object] = {
        "id": "cap",
        "names": NAMES,
        "tax_nature": "commission",
        "of": ("team",),
        "limit_minor": None,
        "limits_minor": {},
    }
    return MemberCap(**(terms | changes))  # type: ignore[arg-type]


def capped(cap: Rule) -> Plan:
    """Team pays bert 30.00 and anna 15.00, more pays bert 3.00 and nothing else."""
    more = rule(id="more", rates_bp=(100,), **OPEN)
    return plan(rule(rates_bp=(1000, 500), **OPEN), more, cap, ranks=())  # type: ignore[arg-type]


def test_without_a_need_nothing_is_cut() -> None:
    assert paid(capped(company_cap(limit_minor=48_00)), TREE) == {"bert": 33_00, "anna": 15_00}


@pytest.mark.parametrize(
    ("mode", "limit", "pays"),
    [
        ("pro_rata", 24_00, {"bert": 16_50, "anna": 7_50}),
        ("priority", 46_50, {"bert": 31_50, "anna": 15_00}),
        ("priority", 22_50, {"bert": 15_00, "anna": 7_50}),
        ("hard_stop", 20_00, {"anna": 15_00, "bert": 5_00}),
        ("hard_stop", 46_00, {"anna": 15_00, "bert": 31_00}),
    ],
)
def test_each_mode_cuts_in_its_own_way(mode: str, limit: int, pays: dict[str, int]) -> None:
    assert paid(capped(company_cap(limit_minor=limit, mode=mode)), TREE) == pays


def test_the_limit_may_be_a_share_of_all_orders() -> None:
    """8% of 300.00 are 24.00."""
    terms = capped(company_cap(rate_bp=800))
    assert sum(paid(terms, TREE).values()) == 24_00


def test_a_cent_too_few_goes_to_the_largest_remainder_and_then_to_the_lower_number() -> None:
    text = """
    anna 60 PV
      bert buys 1 CV
    cara 60 PV
      dora buys 1 CV
    """
    terms = capped(company_cap(limit_minor=11, of=("team",)))
    terms = plan(terms.rules[0], terms.rules[2], ranks=())
    assert paid(terms, text) == {"anna": 6, "cara": 5}


def test_a_member_keeps_no_more_than_its_limit() -> None:
    terms = capped(member_cap(limit_minor=20_00, of=("team", "more")))
    assert paid(terms, TREE) == {"bert": 20_00, "anna": 15_00}


def test_a_cent_above_the_limit_is_a_cent_too_much() -> None:
    terms = capped(member_cap(limit_minor=32_99, of=("team", "more")))
    assert paid(terms, TREE) == {"bert": 32_99, "anna": 15_00}


@given(pictures(), st.integers(1, 300), st.sampled_from(["pro_rata", "priority", "hard_stop"]))
def test_what_rules_take_back_counts_for_the_rules_before_them(
    picture: Picture, limit: int, mode: str
) -> None:
    """A company cap over a member cap: the sum is still the limit, exactly."""
    one = member_cap(id="one", limit_minor=100, of=("team", "more"))
    every = company_cap(of=("team", "more", "one"), limit_minor=limit, mode=mode)
    terms = capped(one)
    terms = plan(*terms.rules, every, ranks=(), active_pv_minor=0)  # type: ignore[arg-type]
    before, after = Counter[int](), Counter[int]()
    for line in settle(terms, picture).lines:
        after[line.member_id] += line.amount_minor
        if line.rule_id != "cap":
            before[line.member_id] += line.amount_minor
    assert sum(after.values()) == min(sum(before.values()), limit)
    assert all(0 <= after[member] <= before[member] for member in before)


def test_a_limit_by_rank_holds_for_that_rank_only() -> None:
    text = TREE.replace("bert 60 PV", "bert 300 PV")
    cap = member_cap(limits_minor={"one": 10_00, "two": 20_00})
    assert paid(plan(rule(rates_bp=(1000, 500), **OPEN), cap), text) == {
        "bert": 20_00,
        "anna": 15_00,
    }
    cap = member_cap(limits_minor={"two": 12_00})
    text = "anna 60 PV\n  bert 60 PV\n    cara buys 100 CV\n"
    assert paid(plan(rule(rates_bp=(1000, 500), **OPEN), cap), text) == {
        "bert": 10_00,
        "anna": 5_00,
    }


def test_only_the_greater_of_two_stays() -> None:
    """Each order pays bert 10% or, from everything two levels down, anna 5% instead of 4%."""
    one = rule(id="first", rates_bp=(1000, 400), **OPEN)
    other = rule(id="second", rates_bp=(900, 500), **OPEN)
    either = GreaterOf("best", NAMES, "commission", ("first", "second"))
    terms = plan(one, other, either, ranks=())  # type: ignore[arg-type]
    assert paid(terms, TREE) == {"bert": 30_00, "anna": 15_00}
    lines = [line for line in settle(terms, _picture(TREE)).lines if line.rule_id == "best"]
    assert [(line.amount_minor, line.facts) for line in lines] == [
        (-12_00, (("first", 12_00), ("second", 15_00))),
        (-27_00, (("first", 30_00), ("second", 27_00))),
    ]


def _picture(text: str) -> object:

    return tree(text).picture


@given(pictures(), SEEDS)
def test_after_a_company_cap_the_sum_is_the_limit_and_nobody_gains(
    picture: object, seed: int
) -> None:
    random = Random(seed)
    mode = random.choice(["pro_rata", "priority", "hard_stop"])
    share = {"rate_bp": random.choice([1, 100, 700, 9000])}
    fixed = {"limit_minor": random.choice([1, 99, 10_000])}
    cap = company_cap(mode=mode, **random.choice([share, fixed]))
    terms = capped(cap)
    before, after = Counter[int](), Counter[int]()
    for line in settle(terms, picture).lines:  # type: ignore[arg-type]
        after[line.member_id] += line.amount_minor
        if line.rule_id != "cap":
            before[line.member_id] += line.amount_minor
    worth = sum(terms.worth_minor(ORDER_CV, each) for each in picture.volumes)  # type: ignore[attr-defined]
    limit = cap.limit_minor or (2 * worth * cap.rate_bp + 10_000) // 20_000
    assert sum(after.values()) == min(sum(before.values()), limit)
    assert all(0 <= after[member] <= before[member] for member in before)


@given(pictures(), st.integers(1, 5_000))
def test_after_a_member_cap_each_has_the_smaller_of_sum_and_limit(
    picture: object, limit: int
) -> None:
    terms = capped(member_cap(limit_minor=limit, of=("team", "more")))
    before, after = Counter[int](), Counter[int]()
    for line in settle(terms, picture).lines:  # type: ignore[arg-type]
        after[line.member_id] += line.amount_minor
        if line.rule_id != "cap":
            before[line.member_id] += line.amount_minor
    assert all(after[member] == min(before[member], limit) for member in before)
