"""VAT on Gutschriften."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.rules.self_billing import rate_bp, tax_on_top, tax_taken_back

DAY = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("kind", "country", "day", "rate"),
    [
        ("regular", "DE", DAY, 1_900),
        ("regular", "DE", date(2020, 12, 31), 1_600),
        ("regular", "DE", date(2021, 1, 1), 1_900),
        ("regular", "AT", DAY, 2_000),
        ("regular", "CH", DAY, None),
        ("regular", "DE", date(2006, 1, 1), None),
        ("small_business", "DE", DAY, 0),
        ("eu", "DE", DAY, 0),
        ("third_country", "DE", DAY, 0),
    ],
)
def test_only_a_regular_supplier_shows_vat(
    kind: str, country: str, day: date, rate: int | None
) -> None:
    assert rate_bp(kind, country, day) == rate


def test_a_third_of_an_odd_amount_takes_its_vat_exactly() -> None:
    """1.00 + 0.19; thirds of 0.33, 0.33 and 0.34 take 0.06, 0.07 and 0.06 of VAT."""
    taken = [tax_taken_back(100, 33, 1_900), tax_taken_back(67, 33, 1_900)]
    taken.append(tax_taken_back(34, 34, 1_900))
    assert taken == [6, 7, 6]
    assert sum(taken) == tax_on_top(100, 1_900) == 19


@given(st.integers(1, 10**9), st.lists(st.integers(1, 10**9)), st.sampled_from([0, 1_900, 2_000]))
def test_corrections_of_the_whole_net_take_exactly_the_vat_back(
    net: int, wishes: list[int], rate: int
) -> None:
    left, tax = net, tax_on_top(net, rate)
    for wish in [*wishes, net]:
        part = min(wish, left)
        taken = tax_taken_back(left, part, rate)
        assert 0 <= taken <= tax
        left, tax = left - part, tax - taken
    assert (left, tax) == (0, 0)
