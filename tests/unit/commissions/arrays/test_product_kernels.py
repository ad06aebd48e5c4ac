"""Rules for some products by columns: the lines of the walk."""

from __future__ import annotations

import dataclasses
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings

from commissions.arrays.bases import bases, volumes_of
from commissions.arrays.columns import rows
from commissions.arrays.fingerprint import input_hash
from commissions.arrays.picture import from_picture
from commissions.arrays.portions import less
from commissions.engine.exchange import Exchange, ExchangeRate
from commissions.engine.facts import Picture, Portion, Reversal, Volume
from commissions.engine.plan import Plan
from commissions.engine.point_values import PointValue
from commissions.engine.rule import ORDER_CV, ORDER_NET, ORDER_PV, ORDER_RETAIL
from core.errors import InvariantBroken
from tests.unit.commissions.arrays.test_money_kernels import assert_equal
from tests.unit.commissions.drawn_products import divided, drawn_products, with_products
from tests.unit.commissions.kinds.differentials import differential
from tests.unit.commissions.pairs.test_pool import pool
from tests.unit.commissions.pictures import SEEDS, pictures, plan, plans, rule, volume

START = date(2026, 1, 1)
OLD = "68d39e28ea9d0fe7762ba422a4a2782c3581793fbca3de1b38f466ed5a622719"
RATES = (ExchangeRate("CHF", START, 1_071_234, 10**6), ExchangeRate("USD", START, 87, 100))


@settings(max_examples=200)
@given(plans(), pictures(), SEEDS)
def test_levels_of_some_products_are_paid(terms: Plan, picture: Picture, seed: int) -> None:
    assert_equal(*with_products(Random(seed), terms, picture))


@settings(max_examples=100)
@given(pictures(), SEEDS)
def test_stages_and_pools_of_some_products_are_paid(picture: Picture, seed: int) -> None:
    terms = plan(differential(), pool(), rule())  # type: ignore[arg-type]
    assert_equal(*with_products(Random(seed), terms, picture))


@settings(max_examples=200)
@given(pictures(), SEEDS)
def test_every_base_is_that_of_the_walk(picture: Picture, seed: int) -> None:
    """Also of orders in other currencies, by a country's value of points, or paid by a credit."""
    random = Random(seed)
    values = (PointValue(START, 37), PointValue(START, 41, "AT"), PointValue(date(2026, 1, 9), 55))
    terms = plan(
        exchange=Exchange(("CHF", "USD"), RATES), credit_reduces=True, pv_values=values,
        cv_values=random.choice([values, ()]), cv_value_minor=random.choice([55, None]),
    )  # fmt: skip
    sold = tuple(
        divided(random, each._replace(retail_minor=random.randint(0, 999)))._replace(
            currency=random.choice(["", "CHF", "USD"]), country=random.choice(["", "AT", "DE"]),
            day=random.choice([None, START, date(2026, 1, 20)]),
            credit_minor=random.choice([0, each.net_minor // 7]),
        )
        for each in picture.volumes
    )  # fmt: skip
    columns = from_picture(dataclasses.replace(picture, volumes=sold)).volumes
    for base in (ORDER_CV, ORDER_NET, ORDER_PV, ORDER_RETAIL):
        of = rule(base=base, products=drawn_products(random))
        assert bases(terms, of, columns).tolist() == [terms.base_minor(of, each) for each in sold]


@given(pictures(), SEEDS)
def test_orders_come_back_from_columns_with_their_categories(picture: Picture, seed: int) -> None:
    random = Random(seed)
    sold = tuple(divided(random, each) for each in picture.volumes)
    columns = from_picture(dataclasses.replace(picture, volumes=sold))
    assert tuple(volumes_of(columns)) == sold


@given(pictures(), SEEDS)
def test_some_orders_of_columns_keep_their_categories(picture: Picture, seed: int) -> None:
    """And what nobody bought any of has no base; orders of one day are taken apart like this."""
    random = Random(seed)
    sold = tuple(divided(random, each) for each in picture.volumes)
    columns = from_picture(dataclasses.replace(picture, volumes=sold))
    some = sorted(random.sample(range(len(sold)), random.randint(0, len(sold))))
    apart = dataclasses.replace(columns, volumes=columns.volumes.at(rows(some)))
    assert list(volumes_of(apart)) == [sold[place] for place in some]
    of, terms = rule(products=drawn_products(random)), plan()
    expected = [terms.base_minor(of, sold[place]) for place in some]
    assert bases(terms, of, apart.volumes).tolist() == expected


@given(pictures(), SEEDS)
def test_what_is_left_of_columns_is_left_of_orders(picture: Picture, seed: int) -> None:
    random = Random(seed)
    sold = tuple(divided(random, each) for each in picture.volumes)
    columns = from_picture(dataclasses.replace(picture, volumes=sold)).volumes.portions
    gone = [
        (place, Portion(portion.category, *(-random.randint(0, part) for part in portion[1:])))
        for place, each in enumerate(sold)
        for portion in each.portions
    ]
    left = less(columns, gone)
    assert left is columns or left is not None
    if left is not None and columns is not None:
        by = columns.net_minor - left.net_minor
        assert by.tolist() == [-portion.net_minor for _place, portion in gone]


@pytest.mark.parametrize("gone", [Portion("tea", net_minor=-1), Portion("care", net_minor=-31)])
def test_columns_refuse_more_than_was_sold(gone: Portion) -> None:
    sold = volume(1, net=100)._replace(portions=(Portion("care", net_minor=30),))
    with pytest.raises(InvariantBroken):
        less(from_picture(one(sold)).volumes.portions, [(0, gone)])


def test_categories_are_hashed_only_where_there_are_some() -> None:
    plain, of_care = volume(1, net=100), (Portion("care", net_minor=30),)
    sold = plain._replace(portions=of_care)
    assert hashed(plain) != hashed(sold)
    assert hashed(sold) != hashed(plain._replace(portions=(Portion("tea", net_minor=30),)))
    back = Reversal(1, 1, "r/1", 1, "own", "2025-12", False, 0, 0, -30)
    taken = back._replace(portions=(Portion("care", net_minor=-30),))
    assert hashed(plain, back) != hashed(plain, taken)


def test_old_pictures_keep_their_fingerprint() -> None:
    """As it was before there were categories."""
    back = Reversal(1, 1, "r/1", 1, "own", "2025-12", False, 0, 0, -30)
    assert hashed(volume(1, net=100), back) == OLD


def one(sold: Volume, *back: Reversal) -> Picture:
    return Picture((1,), (None,), ("active",), (sold,), back)


def hashed(sold: Volume, *back: Reversal) -> str:
    return input_hash(plan(), "2026-01", from_picture(one(sold, *back)))
