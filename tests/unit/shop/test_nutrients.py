"""Amounts of nutrients and their share of the reference intake."""

from __future__ import annotations

import pytest

from shop.rules.nutrients import Amount, parse_amount, percent_of_reference


@pytest.mark.parametrize(
    ("nutrient", "text", "percent"),
    [
        ("magnesium", "300 mg", 80),
        ("magnesium", "0.3 g", 80),
        ("vitamin-b12", "2,5 µg", 100),
        ("vitamin-d", "20 ug", 400),
        ("zinc", "7.55 mg", 76),
        ("curcumin", "100 mg", None),
        ("magnesium", "9 kJ", None),
    ],
)
def test_the_share_of_the_reference_intake_is_calculated(
    nutrient: str, text: str, percent: int | None
) -> None:
    amount = parse_amount(text)
    assert amount is not None
    assert percent_of_reference(nutrient, amount) == percent


@pytest.mark.parametrize("text", ["", "300", "mg", "1.000 mg", "3 spoons", "-1 mg"])
def test_what_is_no_amount_is_not_guessed(text: str) -> None:
    assert parse_amount(text) is None


def test_amounts_are_whole_thousandths() -> None:
    assert parse_amount("2,5 µg") == Amount(2500, "µg")
