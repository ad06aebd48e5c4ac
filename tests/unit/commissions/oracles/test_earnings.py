"""Rules over other pay, and over all orders: the walks pay what the formulas of the trade say."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.engine.facts import Carry, Earning, Picture
from commissions.engine.plan import Plan
from commissions.engine.rule import Rule
from commissions.engine.settlement import settle
from commissions.kinds.binary.rule import Binary
from commissions.kinds.company_cap.rule import CompanyCap
from commissions.kinds.greater_of.rule import GreaterOf
from commissions.kinds.member_cap.rule import MemberCap
from commissions.kinds.personal_bonus.rule import PersonalBonus
from core.periods import Period
from tests.unit.commissions.arrays.test_money_kernels import drawn as drawn_money
from tests.unit.commissions.arrays.test_money_kernels import with_margins
from tests.unit.commissions.oracles import earnings
from tests.unit.commissions.oracles.world import World, found
from tests.unit.commissions.pairs.placed import binaries, placements
from tests.unit.commissions.pairs.test_matching import drawn_matching, matchings
from tests.unit.commissions.pairs.test_pool import drawn_pool
from tests.unit.commissions.pictures import SEEDS, drawn_rule, pictures, plan


def of(rule: Rule, lines: list[Earning]) -> list[Earning]:
    return [line for line in lines if line.rule_id == rule.id]


@settings(max_examples=300)
@given(SEEDS, pictures())
def test_matching(seed: int, picture: Picture) -> None:
    random = Random(seed)
    rule = drawn_matching(random, "team")
    terms = plan(drawn_rule(random, "team", with_ranks=True), rule)  # type: ignore[arg-type]
    lines = list(settle(terms, picture).lines)
    expected = earnings.matching(World(terms, picture), rule, lines)
    assert found(of(rule, lines)) == expected


@settings(max_examples=100)
@given(st.data(), binaries())
def test_matching_of_limited_pairs(data: st.DataObject, pairs: Binary) -> None:
    picture, rule = data.draw(placements(pairs)), data.draw(matchings("paar"))
    terms = plan(pairs, rule)  # type: ignore[arg-type]
    lines = list(settle(terms, picture).lines)
    assert found(of(rule, lines)) == earnings.matching(World(terms, picture), rule, lines)


@settings(max_examples=300)
@given(SEEDS, pictures(), st.booleans())
def test_pool(seed: int, picture: Picture, has_past: bool) -> None:
    random = Random(seed)
    rule = drawn_pool(random)
    terms = plan(drawn_rule(random, "team", with_ranks=True), rule)  # type: ignore[arg-type]
    past = tuple(
        Carry("pool", member, "income", "2026-02", random.randint(1, 50_00))
        for member in picture.member_ids[::2]
    )
    there = replace(picture, period=Period("2026-03"), carried=past if has_past else ())
    lines = list(settle(terms, there).lines)
    expected = earnings.pool(World(terms, there), rule, lines)
    assert earnings.earned(lines, [rule.id]) == expected


@settings(max_examples=300)
@given(SEEDS, pictures())
def test_limits_choices_and_own_volume(seed: int, picture: Picture) -> None:
    random = Random(seed)
    terms, sold = drawn_money(random), with_margins(picture, random)
    lines, world = list(settle(terms, sold).lines), World(terms, sold)
    for rule in terms.rules:
        after = earnings.earned(lines, [*rule.reads, rule.id])
        if isinstance(rule, PersonalBonus):
            expected = earnings.personal_bonus(world, rule, lines)
            assert earnings.earned(lines, [rule.id]) == expected
        elif isinstance(rule, MemberCap):
            assert whole(after) == earnings.member_cap(world, rule, lines)
        elif isinstance(rule, GreaterOf):
            assert whole(after) == earnings.greater_of(rule, lines)
        elif isinstance(rule, CompanyCap):
            assert_within(world, rule, terms, lines)


def whole(amounts: Counter[int]) -> Counter[int]:
    return Counter({each: amount for each, amount in amounts.items() if amount})


def assert_within(world: World, rule: CompanyCap, terms: Plan, lines: list[Earning]) -> None:
    """Exactly the limit is left of what is above it, and nobody gains."""
    before, limit = earnings.earned(lines, rule.of), earnings.company_limit(world, rule)
    cuts = earnings.earned(lines, [rule.id])
    assert before.total() + cuts.total() == min(before.total(), limit)
    assert all(cut <= 0 for cut in cuts.values())
    assert all(before[each] + cuts[each] >= min(before[each], 0) for each in cuts)
    if rule.mode == "pro_rata" and before.total() > limit:
        for each, amount in before.items():
            assert (
                abs((before[each] + cuts[each]) * before.total() - amount * limit) < before.total()
            )
