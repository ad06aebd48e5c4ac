"""What an order costs and scores."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shop.rules.order_maths import PriceTag, Sale, add_up, line_name

CREAM = PriceTag(gross_minor=2990, pv_minor=2000, cv_minor=1800)
TEA = PriceTag(gross_minor=850, pv_minor=500, cv_minor=400)

TAGS = st.builds(PriceTag, st.integers(0, 10**9), st.integers(0, 10**6), st.integers(0, 10**6))
SALES = st.lists(
    st.builds(Sale, TAGS, st.integers(1, 999), st.sampled_from([700, 1900])), max_size=20
)


def test_points_and_prices_count_per_piece() -> None:
    order = add_up([Sale(CREAM, 2, 1900), Sale(TEA, 3, 700)])
    assert (order.gross_minor, order.pv_minor) == (2 * 2990 + 3 * 850, 2 * 2000 + 3 * 500)
    assert [line.cv_minor for line in order.lines] == [3600, 1200]


@given(SALES)
def test_lines_make_the_total(sales: list[Sale]) -> None:
    order = add_up(sales)
    assert sum(line.gross_minor for line in order.lines) == order.gross_minor
    assert sum(line.net_minor for line in order.lines) == order.net_minor
    assert sum(line.tax_minor for line in order.lines) == order.tax_minor
    assert order.net_minor + order.tax_minor == order.gross_minor


def test_a_line_is_called_by_product_and_variant() -> None:
    assert line_name("Rose cream", "50 ml") == "Rose cream, 50 ml"


def test_a_variant_without_a_name_of_its_own_adds_nothing() -> None:
    assert line_name("Rose cream", "") == line_name("Rose cream", "Rose cream") == "Rose cream"
