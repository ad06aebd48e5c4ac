"""Level commission: the jumping engine, the walk that explains it, and an oracle of its own."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.engine.facts import CUSTOMER, PASSED_OVER, TOOK, USED_UP, Earning, Picture
from commissions.engine.ground import Ground
from commissions.engine.plan import Plan
from commissions.engine.rule import ORDER_NET, way_to
from commissions.engine.settlement import possible_minor, settle
from commissions.engine.standings import stand
from commissions.kinds.unilevel.walk import climb, earnings
from tests.unit.commissions.oracle import Oracle
from tests.unit.commissions.pictures import (
    as_terms,
    chain,
    pictures,
    plan,
    plans,
    rule,
    star,
    volume,
)


def lines_of(terms: Plan, picture: Picture) -> list[Earning]:
    return list(settle(terms, picture).lines)


def plain(lines: list[Earning]) -> list[tuple[str, str, int, int, int]]:
    return sorted((x.rule_id, x.order_ref, x.member_id, x.level, x.amount_minor) for x in lines)


@settings(max_examples=200)
@given(plans(), pictures())
def test_the_lines_are_those_of_the_oracle(terms: Plan, picture: Picture) -> None:
    assert plain(lines_of(terms, picture)) == Oracle(terms, picture).lines()


@given(plans(), pictures())
def test_who_jumps_pays_whom_the_walk_names(terms: Plan, picture: Picture) -> None:
    standings = stand(terms, picture)
    for each in terms.rules:
        jumped = defaultdict(set)
        for line in earnings(each, Ground.of(terms, standings)):
            jumped[line.volume].add((line.member_id, line.level))
        for bought in picture.volumes:
            uplines = standings.uplines_from(standings.tree.row_of[bought.member_id])
            walked = {
                (step.member_id, step.level)
                for step in climb(each, bought, uplines)
                if step.decision == TOOK
            }
            pays = {
                (member, level)
                for member, level in walked
                if terms.base_minor(each, bought) * each.rates_bp[level - 1] >= 5_000
            }
            assert jumped[bought] == pays


@given(plans(), pictures())
def test_the_way_to_an_earner_ends_with_taking_that_level(terms: Plan, picture: Picture) -> None:
    standings = stand(terms, picture)
    for line in lines_of(terms, picture):
        uplines = standings.uplines_from(standings.tree.row_of[line.volume.member_id])
        taken = line.member_id, line.level
        way = way_to(terms.order_rule(line.rule_id), line.volume, uplines, taken)
        assert way[-1][:3] == (line.member_id, line.level, TOOK)


@given(plans(), pictures())
def test_no_order_pays_more_than_its_rates(terms: Plan, picture: Picture) -> None:
    lines = lines_of(terms, picture)
    earned = sum(line.amount_minor for line in lines)
    kept = possible_minor(terms, picture, {}) - earned
    assert kept >= 0
    exact = sum(
        terms.base_minor(each, bought) * sum(each.rates_bp)
        for each in terms.rules
        for bought in picture.volumes
    )
    rounded_up = sum(len(each.rates_bp) for each in terms.rules) * len(picture.volumes)
    assert earned * 10_000 <= exact + 5_000 * rounded_up


@given(plans(), pictures())
def test_every_line_is_its_rate_of_its_base_and_never_nothing(
    terms: Plan, picture: Picture
) -> None:
    for line in lines_of(terms, picture):
        assert line.amount_minor > 0
        assert 2 * abs(line.amount_minor * 10_000 - line.base_minor * line.rate_bp) <= 10_000
        assert terms.rule(line.rule_id).rates_bp[line.level - 1] == line.rate_bp


@given(plans(), pictures(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_does_not_matter(
    terms: Plan, picture: Picture, random: object
) -> None:
    rows = list(zip(picture.member_ids, picture.sponsor_ids, picture.statuses, strict=True))
    bought = list(picture.volumes)
    random.shuffle(rows)  # type: ignore[attr-defined]
    random.shuffle(bought)  # type: ignore[attr-defined]
    members, sponsors, statuses = zip(*rows, strict=True)
    shuffled = Picture(members, sponsors, statuses, tuple(bought))
    assert plain(lines_of(terms, shuffled)) == plain(lines_of(terms, picture))


@given(plans(), pictures(), st.data())
def test_an_inactive_leaf_without_volume_changes_nothing(
    terms: Plan, picture: Picture, data: st.DataObject
) -> None:
    sponsor = data.draw(st.sampled_from(picture.member_ids))
    grown = Picture(
        (*picture.member_ids, 9999),
        (*picture.sponsor_ids, sponsor),
        (*picture.statuses, "active"),
        picture.volumes,
    )
    assert lines_of(terms, grown) == lines_of(terms, picture)


@given(plans(), pictures(), st.integers(2, 7))
def test_all_money_times_k_is_all_earnings_times_k(
    terms: Plan, picture: Picture, factor: int
) -> None:
    """Whole percents of whole units of money, so that nothing is rounded."""
    even = [
        rule(**{**as_terms(each), "rates_bp": tuple(r // 100 * 100 for r in each.rates_bp)})
        for each in terms.rules
    ]
    exact = plan(*even, ranks=terms.ranks, cv_value_minor=100)

    def scaled(by: int) -> Picture:
        bought = (
            v._replace(cv_minor=v.cv_minor * 100 * by, net_minor=v.net_minor * 100 * by)
            for v in picture.volumes
        )
        return Picture(picture.member_ids, picture.sponsor_ids, picture.statuses, tuple(bought))

    once = [line.amount_minor for line in lines_of(exact, scaled(1))]
    assert [line.amount_minor for line in lines_of(exact, scaled(factor))] == [
        amount * factor for amount in once
    ]


@given(pictures())
def test_with_every_level_taken_the_company_keeps_nothing(picture: Picture) -> None:
    """A line of five willing members above everybody takes all three levels of every order."""
    roof = (1, 2, 3, 4, 5)
    below = tuple(5 if sponsor is None else sponsor for sponsor in picture.sponsor_ids)
    covered = Picture(
        (*roof, *picture.member_ids),
        (None, 1, 2, 3, 4, *below),
        ("active",) * 5 + picture.statuses,
        picture.volumes,
    )
    generous = plan(rule(depth_by_rank=None), ranks=(), active_pv_minor=0)
    earned = sum(line.amount_minor for line in lines_of(generous, covered))
    assert earned == possible_minor(generous, covered, {})


def line_of_four(*middle: str, pv: int = 60_00, bought: int = 100_00, kind: str = "own") -> Picture:
    """Draw 1 > 2 > 3 > 4; everybody has volume, 4 buys; statuses of 2 and 3 as given."""
    statuses = ("active", *middle, "active")
    members, sponsors = chain(4)
    own = tuple(volume(member, pv=pv) for member in (1, 2, 3))
    return Picture(members, sponsors, statuses, (*own, volume(4, cv=bought, kind=kind)))


def paid(terms: Plan, picture: Picture) -> dict[int, int]:
    return {line.member_id: line.amount_minor for line in lines_of(terms, picture)}


OPEN_TO_ALL = {"depth_by_rank": None}


def test_an_obstacle_that_is_passed_over_uses_up_no_level() -> None:
    terms = plan(rule(**OPEN_TO_ALL), ranks=())
    assert paid(terms, line_of_four("active", "suspended")) == {2: 10_00, 1: 5_00}


def test_an_obstacle_that_is_not_passed_over_uses_the_level_up() -> None:
    terms = plan(rule(**OPEN_TO_ALL, pass_over=frozenset({"inactive"})), ranks=())
    assert paid(terms, line_of_four("active", "suspended")) == {2: 5_00, 1: 2_50}


def test_a_member_of_low_rank_is_passed_over_for_that_level_only() -> None:
    deep = plan(rule(depth_by_rank={"one": 1, "two": 1, "three": 3}))
    picture = line_of_four("active", "active", pv=400_00)
    assert paid(deep, picture) == {3: 10_00, 1: 5_00}


def test_the_seller_is_level_one_where_the_plan_says_so() -> None:
    terms = plan(rule(**OPEN_TO_ALL, own_orders_start_at="seller"), ranks=(), active_pv_minor=0)
    assert paid(terms, line_of_four("active", "active")) == {4: 10_00, 3: 5_00, 2: 2_50}


def test_customers_orders_start_where_they_are_told() -> None:
    picture = line_of_four("active", "active", kind=CUSTOMER)
    at_seller = plan(rule(**OPEN_TO_ALL), ranks=(), active_pv_minor=0)
    at_sponsor = plan(
        rule(**OPEN_TO_ALL, customer_orders_start_at="sponsor"), ranks=(), active_pv_minor=0
    )
    assert paid(at_seller, picture) == {4: 10_00, 3: 5_00, 2: 2_50}
    assert paid(at_sponsor, picture) == {3: 10_00, 2: 5_00, 1: 2_50}


@pytest.mark.parametrize(("cv_minor", "amount"), [(4, None), (5, 1), (14, 1), (15, 2)])
def test_half_a_cent_is_rounded_up_and_less_is_no_line(cv_minor: int, amount: int | None) -> None:
    terms = plan(rule(**OPEN_TO_ALL, rates_bp=(1000,)), ranks=(), active_pv_minor=0)
    members, sponsors = chain(2)
    picture = Picture(members, sponsors, ("active",) * 2, (volume(2, cv=cv_minor),))
    assert paid(terms, picture) == ({1: amount} if amount else {})


def test_the_net_value_can_be_the_base() -> None:
    terms = plan(rule(**OPEN_TO_ALL, base=ORDER_NET), ranks=(), active_pv_minor=0)
    members, sponsors = chain(2)
    picture = Picture(members, sponsors, ("active",) * 2, (volume(2, cv=1, net=40_00),))
    assert paid(terms, picture) == {1: 4_00}


def test_points_are_worth_what_the_plan_says_rounded_once_per_order() -> None:
    terms = plan(rule(**OPEN_TO_ALL), ranks=(), active_pv_minor=0, cv_value_minor=33)
    members, sponsors = chain(2)
    picture = Picture(members, sponsors, ("active",) * 2, (volume(2, cv=1_50),))
    (line,) = lines_of(terms, picture)
    assert (line.base_minor, line.amount_minor) == (50, 5)


def test_each_decision_of_a_walk_says_what_and_why() -> None:
    terms = plan(rule(**OPEN_TO_ALL, pass_over=frozenset({"inactive"})), ranks=())
    members, sponsors = chain(5)
    own = tuple(volume(member, pv=60_00) for member in (1, 2, 4))
    statuses = ("active", "terminated", "active", "active", "active")
    standings = stand(terms, Picture(members, sponsors, statuses, own))
    steps = list(climb(terms.rules[0], volume(4, kind=CUSTOMER), standings.uplines_from(3)))
    assert [(s.member_id, s.level, s.decision, s.obstacle) for s in steps] == [
        (4, 1, TOOK, ""),
        (3, 2, PASSED_OVER, "inactive"),
        (2, 2, USED_UP, "barred"),
        (1, 3, TOOK, ""),
    ]


@pytest.mark.parametrize("shape", [chain, star])
def test_a_hundred_thousand_sleepers_above_are_jumped_over(shape: object) -> None:
    size = 100_000
    members, sponsors = shape(size)  # type: ignore[operator]
    bought = [volume(1, pv=2_000_00)]
    bought += [volume(member, cv=10_00) for member in range(size - 5_000, size)]
    picture = Picture(members, sponsors, ("active",) * size, tuple(bought))
    lines = lines_of(plan(), picture)
    assert {line.member_id for line in lines} == {1}
    assert len(lines) == 5_000
