"""Kernels of limits, choices, retail and own volume: the lines of the walk, in the same order."""

from __future__ import annotations

import dataclasses
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings

from commissions.arrays.fingerprint import ResultHash
from commissions.arrays.outcome import ArraySettlement, from_walk
from commissions.arrays.picture import ArrayPicture, from_picture
from commissions.arrays.settle import can_settle, settle
from commissions.engine import settlement
from commissions.engine.facts import CUSTOMER, OWN, Picture
from commissions.engine.plan import Plan, RankRules
from commissions.engine.rule import ORDER_CV, ORDER_NET, ORDER_RETAIL, Rule
from commissions.kinds.company_cap.rule import CompanyCap
from commissions.kinds.greater_of.rule import GreaterOf
from commissions.kinds.member_cap.rule import MemberCap
from commissions.kinds.personal_bonus.rule import PersonalBonus
from commissions.kinds.retail.rule import Retail
from commissions.kinds.stages import Stages
from tests.unit.commissions.pairs.placed import drawn_persons
from tests.unit.commissions.pictures import (
    NAMES,
    SEEDS,
    chain,
    drawn_volume,
    pictures,
    plan,
    rule,
    star,
)

MANY = 20_000
HEAD: dict[str, Any] = {"names": NAMES, "tax_nature": "commission"}


def hash_of(picture: ArrayPicture, outcome: ArraySettlement) -> str:
    digest = ResultHash(picture, outcome.standing)
    for block in outcome.blocks:
        digest.add(block)
    return digest.hexdigest()


def assert_equal(terms: Plan, picture: Picture) -> None:
    columns = from_picture(picture)
    assert can_settle(terms)
    walked = from_walk(settlement.settle(terms, picture), columns)
    assert hash_of(columns, settle(terms, columns)) == hash_of(columns, walked)


def drawn(random: Random) -> Plan:
    """Draw a plan whose rules below read what those above paid."""
    some = frozenset(random.choice([[OWN], [CUSTOMER], [OWN, CUSTOMER]]))
    by_rank = random.random() < 0.5
    base = random.choice([ORDER_CV, ORDER_NET])
    own = Retail(
        id="own", base=base, orders=some, need_activity=random.random() < 0.5,
        everybodys_bp=0 if by_rank else 900, rates_bp={"two": 1000} if by_rank else {}, **HEAD,
    )  # fmt: skip
    margin = Retail(
        id="margin", base=ORDER_RETAIL, orders=frozenset({CUSTOMER}), need_activity=False,
        everybodys_bp=10_000, rates_bp={}, **HEAD,
    )  # fmt: skip
    volume = random.choice(["personal_volume", "group_volume", "own_group_volume"])
    bonus = PersonalBonus(
        id="bonus", base=base, applies=random.choice(["whole", "slice"]), less=("own",),
        stages=Stages(volume, (0, 999, 2000), (0, 100_00, 300_00)),
        unfilled_slice=random.choice(["own_rate", "rate_below", "unpaid"]),
        least_minor=random.choice([0, 50_00]), least_step=random.choice([-1, 1]),
        need_activity=random.random() < 0.5, **HEAD,
    )  # fmt: skip
    paid = ("own", "margin", "bonus", "team")
    either = GreaterOf(id="either", of=("bonus", "team"), **HEAD)
    one = MemberCap(
        id="one", of=(*paid, "either"), limit_minor=random.choice([None, 20_00]),
        limits_minor={"one": 10_00, "three": 90_00}, counts_persons=random.random() < 0.5, **HEAD,
    )  # fmt: skip
    share = random.random() < 0.5
    every = CompanyCap(
        id="all", of=(*paid, "either", "one"), base=base, rate_bp=300 * share,
        limit_minor=0 if share else 70_00, holds_all=True,
        mode=random.choice(["pro_rata", "priority", "hard_stop"]), **HEAD,
    )  # fmt: skip
    rules: list[Rule] = [own, margin, bonus, rule(), either, one, every]
    ranks = RankRules(own_group_stops_at=random.choice([1, 2]), downline_rank="paid")
    customers = random.choice(["to_partner", "none"])
    return plan(*rules, customer_volume=customers, rank_rules=ranks)  # type: ignore[arg-type]


def with_margins(picture: Picture, random: Random) -> Picture:
    sold = (each._replace(retail_minor=random.randint(0, 99_99)) for each in picture.volumes)
    persons = drawn_persons(random, picture.member_ids)
    return dataclasses.replace(picture, volumes=tuple(sold), persons=persons)


@settings(max_examples=200)
@given(SEEDS, pictures())
def test_they_agree_to_the_cent(seed: int, picture: Picture) -> None:
    random = Random(seed)
    assert_equal(drawn(random), with_margins(picture, random))


@pytest.mark.parametrize("shape", [chain, star])
def test_they_agree_on_a_line_and_on_a_star(shape: object) -> None:
    random = Random(7)
    members, sponsors = shape(MANY)  # type: ignore[operator]
    sold = tuple(drawn_volume(random, list(members), place) for place in range(3_000))
    picture = Picture(members, sponsors, ("active",) * MANY, sold)
    assert_equal(drawn(random), with_margins(picture, random))
