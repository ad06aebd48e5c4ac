"""Pools: who divides a share of what was sold, and how the cents fall."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from commissions.engine.facts import Carry, Picture
from commissions.engine.ground import Ground
from commissions.engine.settlement import settle
from commissions.engine.standings import stand
from commissions.kinds.by_rank import EVERYBODY
from commissions.kinds.pool.rule import Pool
from commissions.kinds.pool.walk import pool_minor
from commissions.shipped_plans import shipped_plan
from tests.unit.commissions.pictures import NAMES, SEEDS, pictures, plan, rule, star, volume


def pool(**changes: object) -> Pool:
    """Return a tenth of what was sold, a share for each member, the rest to the company."""
    terms: dict[str, object] = {
        "id": "pool",
        "names": NAMES,
        "tax_nature": "commission",
        "base": "order.net",
        "rate_bp": 1000,
        "countries": frozenset(),
        "shares": {EVERYBODY: 1},
        "quotas_bp": None,
        "empty_to_others": False,
        "counted": "members",
        "of": (),
        "least_qualified": 1,
        "to_the_cent": False,
    }
    return Pool(**(terms | changes))  # type: ignore[arg-type]


def drawn_pool(random: Random) -> Pool:
    """Draw a rule with any of its switches, over the rule "team"."""
    counted = ["members", "personal_volume", "group_volume", "income", "growth"]
    quotas = {"one": 0, "two": 6_000, "three": 4_000} if random.random() < 0.4 else None
    shares = random.choice([{EVERYBODY: 1}, {"one": 0, "two": 1, "three": 5}])
    chosen = random.choice(counted)
    return pool(
        base=random.choice(["order.cv", "order.net"]),
        rate_bp=random.choice([1, 333, 1000]),
        shares={"one": 0, "two": 1, "three": 1} if quotas else shares,
        quotas_bp=quotas,
        empty_to_others=random.random() < 0.5,
        counted=chosen,
        of=("team",) if chosen in ("income", "growth") else (),
        least_qualified=random.choice([1, 1, 3]),
        to_the_cent=random.random() < 0.5,
    )


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    return drawn_pool(Random(draw(SEEDS)))


def paid(terms: Pool, picture: Picture, **changes: object) -> dict[int, int]:
    """Return what the pool pays each member."""
    whole = plan(rule(own_orders_start_at="seller", depth_by_rank=None), terms, **changes)
    lines = settle(whole, picture).lines
    return {line.member_id: line.amount_minor for line in lines if line.rule_id == "pool"}


def three(*sold: int, **changes: object) -> Picture:
    members, sponsors = star(3)
    volumes = tuple(
        volume(member, net=net, pv=60_00) for member, net in zip(members, sold, strict=True)
    )
    terms: dict[str, object] = {"volumes": volumes}
    return Picture(members, sponsors, ("active",) * 3, **(terms | changes))  # type: ignore[arg-type]


FLAT = {"ranks": (), "active_pv_minor": 0}


def test_what_cannot_be_divided_stays_with_the_company() -> None:
    assert paid(pool(), three(10_00, 0, 0), **FLAT) == {1: 33, 2: 33, 3: 33}


def test_or_the_cents_go_to_the_largest_remainders_the_lower_number_first() -> None:
    assert paid(pool(to_the_cent=True), three(10_00, 0, 0), **FLAT) == {1: 34, 2: 33, 3: 33}
    two = pool(to_the_cent=True, shares={EVERYBODY: 1}, counted="personal_volume")
    assert paid(two, three(10_00, 0, 0), **FLAT) == {1: 34, 2: 33, 3: 33}


def test_ranks_have_their_numbers_of_shares_and_the_inactive_none() -> None:
    """1 has the group volume of the second rank; 3 is not active."""
    members, sponsors = star(3)
    volumes = (volume(1, pv=180_00, net=10_00), volume(2, pv=150_00), volume(3, pv=49_99))
    picture = Picture(members, sponsors, ("active",) * 3, volumes)
    ladder = {"one": 1, "two": 2, "three": 0}
    assert paid(pool(shares=ladder), picture) == {1: 66, 2: 33}


def test_only_orders_to_the_named_countries_are_counted() -> None:
    there = volume(2, net=90_00)._replace(country="AT")
    picture = three(0, 0, 0, volumes=(there, volume(1, net=70_00)._replace(country="DE")))
    assert paid(pool(countries=frozenset({"AT"})), picture, **FLAT) == {1: 3_00, 2: 3_00, 3: 3_00}


def test_too_few_members_divide_nothing() -> None:
    assert paid(pool(least_qualified=4), three(10_00, 0, 0), **FLAT) == {}
    assert len(paid(pool(least_qualified=3), three(10_00, 0, 0), **FLAT)) == 3


def test_growth_is_what_is_earned_beyond_the_period_before() -> None:
    before = (Carry("pool", 1, "income", "2026-02", 9_00), Carry("pool", 2, "income", "2026-02", 1))
    members, sponsors = star(2)
    bought = (volume(1, cv=100_00), volume(2, cv=30_01))
    picture = Picture(members, sponsors, ("active",) * 2, bought, carried=before)
    terms = pool(counted="growth", of=("team",), base="order.cv")
    settlement = settle(
        plan(
            rule(own_orders_start_at="seller", rates_bp=(1000,), depth_by_rank=None), terms, **FLAT
        ),
        picture,
    )
    lines = [line for line in settlement.lines if line.rule_id == "pool"]
    assert [(x.member_id, x.facts[1:]) for x in lines] == [
        (1, (("shares", 1_00), ("all_shares", 3_99))),
        (2, (("shares", 2_99), ("all_shares", 3_99))),
    ]
    assert [carry.amount for carry in settlement.carried] == [10_00, 3_00]


@settings(max_examples=200)
@given(pools(), pictures())
def test_all_parts_are_at_most_the_pool_and_exactly_it_where_nothing_may_be_left(
    terms: Pool, picture: Picture
) -> None:
    whole = plan(rule(), terms)
    lines = [x for x in settle(whole, picture).lines if x.rule_id == "pool"]
    most = pool_minor(terms, Ground.of(whole, stand(whole, picture)))
    total = sum(line.amount_minor for line in lines)
    assert all(line.amount_minor > 0 for line in lines)
    assert total <= most
    every_quota = terms.quotas_bp is None or terms.empty_to_others
    if lines and terms.to_the_cent and every_quota:
        assert total == most


@given(pools(), pictures())
def test_more_shares_are_never_paid_less(terms: Pool, picture: Picture) -> None:
    lines = [x for x in settle(plan(rule(), terms), picture).lines if x.rule_id == "pool"]
    if terms.quotas_bp is None:
        by_shares = sorted((dict(x.facts)["shares"], x.amount_minor) for x in lines)
        for (less, paid_less), (more, paid_more) in pairwise(by_shares):
            assert paid_less <= paid_more + (less == more)


GIPFEL = shipped_plan("gipfel", "2026-01-01").document.decode()
ZUWACHS = shipped_plan("zuwachs", "2026-01-01").document.decode()

MISTAKES = {
    "shares and quotas": (
        GIPFEL, 'empty_quota = "others"', 'empty_quota = "others"\nshares = 1', "quotas", "both",
    ),
    "neither": (ZUWACHS, "shares     = 1\n", "", "einkommen].shares", "missing"),
    "a gap": (GIPFEL, '"60%"', '"50%"', "landtopf].quotas", "not the whole pool"),
    "no such country": (GIPFEL, '["AT"]', '["Austria"]', "countries", "written like AT"),
    "income of nothing": (ZUWACHS, 'of         = ["eigene"]\n', "", "einkommen].of", "missing"),
    "rules without income": (
        GIPFEL, 'counted    = "members"', 'counted = "members"\nof = ["landtopf"]',
        "welttopf].of", "no effect",
    ),
    "a rule below": (ZUWACHS, '["eigene"]', '["wachstum"]', "einkommen].of[1]", "cycle"),
    "one is enough": (GIPFEL, "least_qualified = 2", "least_qualified = 1", "least", "no effect"),
    "nobody": (ZUWACHS, "shares     = 1", "shares = 0", "einkommen].shares", "zero for everybody"),
    "an empty quota is open": (
        GIPFEL, 'empty_quota = "others"\n', "", "landtopf].empty_quota", "missing",
    ),
    "a bare share": (ZUWACHS, '"2%"', "2", "einkommen].share", "bare number"),
    "quotas without ranks": (
        ZUWACHS, "shares     = 1", 'quotas = "100%"\nempty_quota = "others"', "quotas", "no ranks",
    ),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_with_its_key_and_reason(mistake: str) -> None:
    text, find, put, key, reason = MISTAKES[mistake]
    assert text.count(find) >= 1, find
    with pytest.raises(PlanRejected) as caught:
        read_plan(text.replace(find, put, 1).encode(), "")
    assert key in str(caught.value)
    assert reason in str(caught.value)
