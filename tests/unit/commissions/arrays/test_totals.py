"""Totals over columns are those that the walk's facts give, whatever their size."""

from __future__ import annotations

import dataclasses
from random import Random

import pytest
from hypothesis import given

from commissions.arrays import totals
from commissions.arrays.bases import bases, half_up, volumes_of
from commissions.arrays.columns import LARGEST, minor
from commissions.arrays.picture import from_picture
from commissions.engine import settlement
from commissions.engine.facts import Picture, Reversal, Volume
from commissions.engine.plan import Plan
from commissions.engine.rule import OrderRule
from core.rounding import round_half_up
from tests.unit.commissions.pictures import SEEDS, pictures, plan, plans, rule

BACK = Reversal(1, 1, "o-1/1", 1001, "own", "2025-12", True, -5, -5, -5)


@given(plans(), pictures())
def test_they_are_the_same_as_one_by_one(terms: Plan, drawn: Picture) -> None:
    kept = BACK._replace(lowers_points=False, pv_minor=-3)
    picture = dataclasses.replace(drawn, reversals=(BACK, kept))
    columns = from_picture(picture)
    assert totals.points(columns) == settlement.points(picture)
    assert totals.largest_sum(terms, columns) == settlement.largest_sum(terms, picture)
    assert totals.possible_minor(terms, columns, {}) == settlement.possible_minor(
        terms, picture, {}
    )
    for each in terms.rules:
        assert isinstance(each, OrderRule)
        found = bases(terms, each, columns.volumes).tolist()
        assert found == [terms.base_minor(each, volume) for volume in picture.volumes]


@given(pictures())
def test_orders_come_back_as_they_were(picture: Picture) -> None:
    assert tuple(volumes_of(from_picture(picture))) == picture.volumes


@given(SEEDS)
def test_rounding_is_exact_to_the_last_bit(seed: int) -> None:
    random = Random(seed)
    amounts = [random.randint(-LARGEST, LARGEST) for _each in range(20)] + [-50, 50, 149, 150]
    divisor = random.randint(1, 10**6)
    factor = random.randint(0, divisor)
    exact = [round_half_up(amount * factor, divisor) for amount in amounts]
    assert half_up(minor(amounts), factor, divisor).tolist() == exact


@pytest.mark.parametrize(("is_open", "expected"), [(False, 7), (True, 3)])
def test_a_rule_with_a_bound_of_its_own_is_asked_order_by_order(
    is_open: bool, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    terms = rule()
    volumes = (Volume(1, "o-1", 1, "own", 0, 0, 3), Volume(2, "o-2", 1, "own", 0, 0, 4))
    picture = from_picture(Picture((1,), (None,), ("active",), volumes))

    def bound(self: object, terms: Plan, volume: Volume) -> int | None:
        return None if is_open and volume.entry_id == 2 else volume.net_minor

    monkeypatch.setattr(type(terms), "possible_minor", bound)
    assert totals.possible_minor(plan(terms), picture, {"team": 3}) == expected
