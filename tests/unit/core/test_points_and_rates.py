"""Points and rates read, shown and refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Invalid
from core.points import format_points, parse_points
from core.rates import format_rate, parse_rate, share
from core.tax import net_of_gross


def test_points_carry_their_unit() -> None:
    assert parse_points("100 PV") == 10_000
    assert parse_points("0.25 PV") == 25


@pytest.mark.parametrize("text", ["100", "100 GV", "1.234 PV", "PV", "1,5 PV"])
def test_points_without_unit_or_too_fine_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_points(text)


@pytest.mark.parametrize(("text", "rate_bp"), [("12.5%", 1250), ("0%", 0), ("0.01%", 1)])
def test_a_percentage_becomes_basis_points(text: str, rate_bp: int) -> None:
    assert parse_rate(text) == rate_bp


@pytest.mark.parametrize("text", ["12.5", "-1%", "0.001%", "%", "12,5%"])
def test_a_rate_without_sign_or_below_zero_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_rate(text)


def test_rates_and_points_are_shown_without_needless_zeros() -> None:
    assert format_rate(1250, "de") == "12,5\N{NO-BREAK SPACE}%"
    assert format_rate(1000, "en") == "10%"
    assert format_points(10_000, "de") == "100"
    assert format_points(123_450, "en") == "1,234.50"
    assert format_points(-10_000, "de") == "\N{MINUS SIGN}100"


@pytest.mark.parametrize(
    ("minor", "rate_bp", "taken"), [(1000, 1250, 125), (1, 5000, 1), (1, 4999, 0), (-1, 5000, -1)]
)
def test_a_share_is_rounded_half_up(minor: int, rate_bp: int, taken: int) -> None:
    assert share(minor, rate_bp) == taken


@given(st.integers(0, 10**10), st.sampled_from([700, 1900, 0, 2550]))
def test_net_and_tax_make_the_gross_again(gross_minor: int, rate_bp: int) -> None:
    net = net_of_gross(gross_minor, rate_bp)
    assert abs(net + share(net, rate_bp) - gross_minor) <= 1
