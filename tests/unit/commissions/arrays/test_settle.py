"""Kernels give the same standing and the same lines as the walk, in the same order."""

from __future__ import annotations

import dataclasses
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.arrays.fingerprint import ResultHash
from commissions.arrays.outcome import ArraySettlement, from_walk
from commissions.arrays.picture import ArrayPicture, from_picture
from commissions.arrays.settle import can_settle, settle
from commissions.engine import settlement
from commissions.engine.exchange import ORDER_DAY, PERIOD_END, Exchange, ExchangeRate
from commissions.engine.facts import Held, Picture, Reversal
from commissions.engine.plan import LAST_PERIOD, ONE_STEP, Plan, RankRules
from commissions.kinds.kernels import has_kernel
from commissions.kinds.registry import KINDS
from core.errors import InvariantBroken
from core.rounding import DOWN, HALF_EVEN, HALF_UP, UP, Rounding
from tests.unit.commissions.pictures import (
    SEEDS,
    chain,
    drawn_volume,
    pictures,
    plan,
    plans,
    rounding,
    rule,
    star,
)

MANY = 20_000
ROUNDINGS = st.builds(
    Rounding, st.sampled_from([HALF_UP, HALF_EVEN, DOWN, UP]), st.sampled_from([1, 5, 10, 100])
)
BACK = Reversal(1, 1, "o-1/1", 0, "own", "2025-12", True, -70_00, -5, -5)


def hash_of(picture: ArrayPicture, outcome: ArraySettlement) -> str:
    digest = ResultHash(picture, outcome.standing)
    for block in outcome.blocks:
        digest.add(block)
    digest.add_carried(outcome.carried())
    return digest.hexdigest()


def both(terms: Plan, picture: Picture) -> tuple[str, str]:
    columns = from_picture(picture)
    assert can_settle(terms)
    walked = from_walk(settlement.settle(terms, picture), columns)
    settled = settle(terms, columns)
    hashes = hash_of(columns, settled), hash_of(columns, walked)
    assert told(settled) == told(walked)
    return hashes


def told(outcome: ArraySettlement) -> list[tuple[int, list[int], list[str]]]:
    """Return the ranks of earlier days, once the lines are read."""
    return [
        (each.until, each.rows.tolist(), [each.ranks.names[code] for code in each.ranks.rows])
        for each in outcome.day_ranks()
    ]


@given(plans(), pictures(), SEEDS)
def test_they_agree_on_orders_in_other_currencies(terms: Plan, drawn: Picture, seed: int) -> None:
    random = Random(seed)
    rates = tuple(
        ExchangeRate(currency, date(2026, month, 1), random.randint(1, 10**9), 10**6)
        for currency in ("CHF", "PLN")
        for month in (1, 2, 3)
    )
    exchange = Exchange(("CHF", "PLN", "USD"), rates, random.choice([ORDER_DAY, PERIOD_END]))
    volumes = tuple(
        each._replace(
            currency=random.choice(["", "CHF", "PLN", "USD"]),
            day=random.choice([None, date(2025, 12, 31), date(2026, 2, 9), date(2026, 3, 1)]),
        )
        for each in drawn.volumes
    )
    picture = dataclasses.replace(drawn, volumes=volumes)
    of_kernels, of_walk = both(dataclasses.replace(terms, exchange=exchange), picture)
    assert of_kernels == of_walk


@given(plans(), pictures(), ROUNDINGS, st.booleans())
def test_they_agree_however_the_plan_rounds(
    terms: Plan, drawn: Picture, how: Rounding, by_position: bool
) -> None:
    of_kernels, of_walk = both(rounding(terms, how, by_position=by_position), drawn)
    assert of_kernels == of_walk


@given(plans(), pictures(), SEEDS)
def test_they_agree_to_the_cent(terms: Plan, drawn: Picture, seed: int) -> None:
    random = Random(seed)
    held = [Held(rank, random.randint(0, 2), rank) for rank in ("", "one", "two", "three")]
    picture = dataclasses.replace(
        drawn,
        held=tuple(random.choice(held) for _member in drawn.member_ids) if seed % 2 else (),
        reversals=(BACK._replace(member_id=random.choice(drawn.member_ids)),),
    )
    wished = dataclasses.replace(
        terms,
        rank_rules=RankRules(grace_periods=random.randint(0, 2), demotion=ONE_STEP),
        rank_for_pay=random.choice([LAST_PERIOD, "this_period"]),
        own_volume_in_group=random.random() < 0.7,
    )
    kernel, walk = both(wished, picture)
    assert kernel == walk


@given(pictures(), st.integers(0, 3))
def test_rates_may_go_by_rank(picture: Picture, seed: int) -> None:
    rates = {"one": (500,), "two": (500, 400, 0), "three": (900, 450, 100)}
    terms = plan(rule(rates_by_rank=rates, depth_by_rank=None), rule(id="more"))
    kernel, walk = both(terms, picture)
    assert kernel == walk


@pytest.mark.parametrize("network", [chain(MANY), star(MANY)])
def test_they_agree_on_a_line_and_on_a_star(
    network: tuple[tuple[int, ...], tuple[int | None, ...]],
) -> None:
    numbers, sponsors = network
    random = Random(1)
    volumes = tuple(drawn_volume(random, list(numbers), place) for place in range(MANY))
    kernel, walk = both(plan(), Picture(numbers, sponsors, ("active",) * MANY, volumes))
    assert kernel == walk


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_kind_has_a_kernel(name: str) -> None:
    assert has_kernel(KINDS[name].rule)


@pytest.mark.parametrize("tree", ["placement", "queue"])
def test_a_tree_that_the_picture_lacks_is_said(tree: str) -> None:
    columns = from_picture(Picture((1,), (None,), ("active",), ()))
    with pytest.raises(InvariantBroken):
        list(settle(plan(rule(tree=tree)), columns).blocks)
