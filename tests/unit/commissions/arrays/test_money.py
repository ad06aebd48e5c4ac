"""Rates over columns round as core.rounding does, up to the largest number there is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commissions.arrays import money
from commissions.arrays.columns import LARGEST
from core.rates import share
from core.rounding import round_half_up

AMOUNTS = st.integers(-LARGEST, LARGEST)


@given(AMOUNTS, st.integers(0, 10_000))
def test_a_share_is_the_one_of_core(amount: int, rate_bp: int) -> None:
    assert money.share(amount, rate_bp) == share(amount, rate_bp)


@given(AMOUNTS, st.integers(1, 10**6), st.data())
def test_a_fraction_is_rounded_once(amount: int, divisor: int, data: st.DataObject) -> None:
    factor = data.draw(st.integers(0, divisor))
    assert money.half_up(amount, factor, divisor) == round_half_up(amount * factor, divisor)
