"""What a parcel costs, at both sides of every border."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.rules.order_maths import PriceTag, Sale, add_up
from shop.rules.shipping import (
    Parcel,
    Tariff,
    is_too_heavy,
    leading_rate_bp,
    missing_minor,
    price_minor,
)

STANDARD = Tariff(gross_minor=490, free_from_minor=4900, max_weight_grams=10_000)


@pytest.mark.parametrize(
    ("goods", "costs", "missing"), [(4899, 490, 1), (4900, 0, None), (0, 490, 4900)]
)
def test_goods_of_the_free_limit_travel_free(goods: int, costs: int, missing: int | None) -> None:
    parcel = Parcel(goods, 100)
    assert (price_minor(STANDARD, parcel), missing_minor(STANDARD, parcel)) == (costs, missing)


def test_without_a_free_limit_nothing_is_missing() -> None:
    express = Tariff(990, None, None)
    assert price_minor(express, Parcel(10**9, 0)) == 990
    assert missing_minor(express, Parcel(1, 0)) is None


@pytest.mark.parametrize(("grams", "heavy"), [(10_000, False), (10_001, True)])
def test_exactly_the_weight_limit_still_fits(grams: int, heavy: bool) -> None:
    assert is_too_heavy(STANDARD, Parcel(1, grams)) is heavy
    assert not is_too_heavy(Tariff(0, None, None), Parcel(1, grams))


@pytest.mark.parametrize(
    ("goods", "rate_bp"),
    [
        ([(1900, 500), (700, 501)], 700),
        ([(1900, 501), (700, 500)], 1900),
        ([(1900, 500), (700, 500)], 1900),
        ([(700, 300), (1900, 500), (700, 300)], 700),
        ([], 0),
    ],
)
def test_shipping_bears_the_rate_of_the_larger_part(
    goods: list[tuple[int, int]], rate_bp: int
) -> None:
    assert leading_rate_bp(goods) == rate_bp


def test_a_document_with_shipping_adds_up() -> None:
    sums = add_up([Sale(PriceTag(2990, 0, 0), 1, 1900), Sale(PriceTag(850, 0, 0), 1, 700)], 490)
    assert (sums.gross_minor, sums.shipping.gross_minor, sums.shipping.tax_rate_bp) == (
        4330, 490, 1900,
    )  # fmt: skip
    assert [(part.rate_bp, part.gross_minor, part.net_minor) for part in sums.taxes] == [
        (700, 850, 794),
        (1900, 3480, 2924),
    ]


def test_shipping_that_is_free_adds_no_rate() -> None:
    sums = add_up([Sale(PriceTag(2990, 0, 0), 1, 1900)])
    assert (sums.shipping.net_minor, sums.shipping.tax_minor, len(sums.taxes)) == (0, 0, 1)


@given(
    st.lists(
        st.builds(
            Sale,
            st.builds(PriceTag, st.integers(0, 10**6), st.just(0), st.just(0)),
            st.integers(1, 99),
            st.sampled_from([0, 700, 1000, 1900, 2000]),
        ),
        min_size=1,
        max_size=8,
    ),
    st.integers(0, 5000),
)
def test_lines_and_shipping_always_make_the_document(sales: list[Sale], shipping: int) -> None:
    sums = add_up(sales, shipping)
    goods = sum(line.gross_minor for line in sums.lines)
    nets = sum(line.net_minor for line in sums.lines)
    assert sums.gross_minor == goods + shipping == sum(part.gross_minor for part in sums.taxes)
    assert sums.net_minor == nets + sums.shipping.net_minor
    assert sums.net_minor == sum(part.net_minor for part in sums.taxes)
    assert sums.gross_minor == sums.net_minor + sums.tax_minor
    assert 0 <= sums.shipping.net_minor <= sums.shipping.gross_minor
