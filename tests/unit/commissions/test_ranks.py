"""Ranks over several periods: grace, demotion, titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.engine.facts import Held, Picture, Ranked
from commissions.engine.plan import (
    LAST_PERIOD,
    NEVER,
    ONE_STEP,
    THIS_PERIOD,
    TO_EARNED,
    Plan,
    RankRules,
)
from commissions.engine.ranks import NOTHING, grace_left, ranked, unranked
from commissions.engine.standings import stand
from tests.unit.commissions.pictures import pictures, plan, rank, rule, volume

STEPS = ("one", "two", "three", "four")
LADDER = tuple(rank(name, group) for name, group in zip(STEPS, (0, 100, 200, 300), strict=True))


def terms(grace: int, demotion: str, pays: str = THIS_PERIOD) -> Plan:
    open_to_all = rule(depth_by_rank=None)
    rules = RankRules(grace, demotion)
    return plan(open_to_all, ranks=LADDER, rank_rules=rules, rank_for_pay=pays)


def career(by: Plan, earned: Sequence[str], before: Held = NOTHING) -> list[Ranked]:
    """Live through periods that earn these ranks; "-" is one in which nothing may be earned."""
    lived = []
    for step in earned:
        lived.append(unranked(before) if step == "-" else ranked(by, step, before))
        before = lived[-1].carried
    return lived


def paid(by: Plan, earned: str) -> str:
    return " ".join(each.paid or "-" for each in career(by, earned.split()))


@pytest.mark.parametrize(
    ("grace", "demotion", "earned", "is_paid"),
    [
        (0, TO_EARNED, "three one two", "three one two"),
        (1, TO_EARNED, "three one one one", "three three one one"),
        (2, TO_EARNED, "three one two one", "three three three one"),
        (1, TO_EARNED, "three one three one one", "three three three three one"),
        (1, TO_EARNED, "two one three one", "two two three three"),
        (0, ONE_STEP, "four one one one", "four three two one"),
        (1, ONE_STEP, "four one one one", "four four three two"),
        (0, ONE_STEP, "four two two", "four three two"),
        (0, ONE_STEP, "four one three one one", "four three three two one"),
        (0, NEVER, "three one one one", "three three three three"),
        (1, TO_EARNED, "three - two", "three - two"),
    ],
)
def test_a_rank_outlasts_weak_periods_and_falls_as_the_plan_says(
    grace: int, demotion: str, earned: str, is_paid: str
) -> None:
    assert paid(terms(grace, demotion), earned) == is_paid


def test_last_periods_rank_pays_this_one() -> None:
    by = terms(1, TO_EARNED, LAST_PERIOD)
    assert paid(by, "three one one one") == "one three three one"
    assert [each.title for each in career(by, ["three", "one"])] == ["one", "three"]


def test_the_title_is_the_highest_rank_ever_paid() -> None:
    lived = career(terms(0, TO_EARNED), ["two", "three", "-", "one"])
    assert [each.title for each in lived] == ["two", "three", "three", "three"]


def test_grace_that_is_left_is_counted() -> None:
    by = terms(2, TO_EARNED)
    left = [grace_left(by, each) for each in career(by, ["three", "one", "one", "one"])]
    assert left == [2, 1, 0, 2]
    assert grace_left(by, unranked(NOTHING)) == 0


def test_a_rank_that_the_plan_no_longer_knows_is_not_held() -> None:
    found = ranked(terms(5, TO_EARNED), "two", Held("king", 1, "king"))
    assert found == Ranked("two", "two", "two", "two", 0)


EARNED = st.lists(st.sampled_from(STEPS), min_size=1, max_size=15)
DEMOTIONS = st.sampled_from([TO_EARNED, ONE_STEP, NEVER])
PAYS = st.sampled_from([THIS_PERIOD, LAST_PERIOD])


@given(st.integers(0, 4), DEMOTIONS, PAYS, EARNED)
def test_nobody_is_paid_above_the_title_and_no_title_falls(
    grace: int, demotion: str, pays: str, earned: list[str]
) -> None:
    by = terms(grace, demotion, pays)
    lived = career(by, earned)
    assert all(by.step(each.paid) <= by.step(each.title) for each in lived)
    assert all(by.step(a.title) <= by.step(b.title) for a, b in pairwise(lived))
    assert all(by.step(each.held) >= by.step(each.earned) for each in lived)


@given(st.integers(0, 6), st.sampled_from([TO_EARNED, ONE_STEP]), st.integers(1, 3))
def test_grace_keeps_a_rank_for_exactly_its_periods(
    grace: int, demotion: str, reached: int
) -> None:
    by, top = terms(grace, demotion), STEPS[reached]
    lived = career(by, [top, *["one"] * (grace + 1)])
    assert [each.held for each in lived[:-1]] == [top] * (grace + 1)
    assert lived[-1].held == ("one" if demotion == TO_EARNED else STEPS[reached - 1])


@given(st.integers(0, 3), EARNED)
def test_one_step_falls_by_one_step_a_period(grace: int, earned: list[str]) -> None:
    by = terms(grace, ONE_STEP)
    for before, after in pairwise(career(by, earned)):
        assert by.step(before.held) - by.step(after.held) <= 1


@given(EARNED, DEMOTIONS)
def test_without_grace_and_to_what_is_earned_every_period_stands_alone(
    earned: list[str], demotion: str
) -> None:
    alone = [each.paid for each in career(terms(0, TO_EARNED), earned)]
    assert alone == earned
    falling = [each.paid for each in career(terms(0, demotion), sorted(earned, key=STEPS.index))]
    assert falling == sorted(earned, key=STEPS.index)


@given(pictures(), st.randoms(use_true_random=False), st.integers(0, 2))
def test_the_order_of_members_does_not_matter(picture: Picture, random: object, grace: int) -> None:
    by = terms(grace, ONE_STEP)
    held = tuple(
        random.choice([NOTHING, Held("three", 1, "four"), Held("two", 0, "two")])  # type: ignore[attr-defined]
        for _member in picture.member_ids
    )
    rows = list(zip(picture.member_ids, picture.sponsor_ids, picture.statuses, held, strict=True))
    random.shuffle(rows)  # type: ignore[attr-defined]
    columns = [tuple(column) for column in zip(*rows, strict=True)]
    straight = stand(by, replace(picture, held=held))
    mixed = stand(by, Picture(*columns[:3], picture.volumes, held=columns[3]))
    found = dict(zip(columns[0], mixed.ranked, strict=True))
    assert found == dict(zip(picture.member_ids, straight.ranked, strict=True))


def test_a_rank_kept_by_grace_opens_its_levels() -> None:
    by = plan(rule(depth_by_rank={"one": 0, "two": 1, "three": 2, "four": 3}), ranks=LADDER)
    by = replace(by, rank_rules=RankRules(1, TO_EARNED))
    bought = (volume(1, pv=60_00), volume(2, pv=1, cv=100_00))
    picture = Picture((1, 2), (None, 1), ("active", "active"), bought)
    assert stand(by, picture).ranks[0] == "one"
    kept = stand(by, replace(picture, held=(Held("two", 0, "two"), NOTHING)))
    assert kept.ranks[0] == "two"
    assert kept.ranked[0] == Ranked("one", "two", "two", "two", 1)
