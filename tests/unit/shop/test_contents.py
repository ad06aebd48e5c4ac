"""Net contents, and what a whole kilogram or litre costs."""

from __future__ import annotations

import pytest

from shop.rules.contents import Content, parse_content, unit_price


@pytest.mark.parametrize(
    ("text", "milli", "unit"),
    [
        ("90 g", 90_000, "g"),
        ("0,5 l", 500, "l"),
        ("0.75kg", 750, "kg"),
        ("  7.5 ml ", 7_500, "ml"),
        ("1 piece", 1_000, "piece"),
        ("3 Stück", 3_000, "piece"),
        ("90\N{NO-BREAK SPACE}g", 90_000, "g"),
    ],
)
def test_a_content_is_read(text: str, milli: int, unit: str) -> None:
    assert parse_content(text) == Content(milli, unit)


@pytest.mark.parametrize(
    "text", ["", "90", "g", "0 g", "-1 g", "1.000 ml", "90 oz", "1 000 g", "9" * 20 + " g"]
)
def test_what_is_no_content_is_not_guessed(text: str) -> None:
    assert parse_content(text) is None


@pytest.mark.parametrize(
    ("content", "gross_minor", "per_whole", "unit"),
    [
        ("90 g", 2990, 33222, "kg"),
        ("200 ml", 1290, 6450, "l"),
        ("1 kg", 1234, 1234, "kg"),
        ("0.5 l", 850, 1700, "l"),
        ("10 ml", 990, 99000, "l"),
    ],
)
def test_a_unit_price_is_that_of_the_whole(
    content: str, gross_minor: int, per_whole: int, unit: str
) -> None:
    read = parse_content(content)
    assert read is not None
    price = unit_price(gross_minor, read)
    assert price is not None
    assert (price.gross_minor, price.per) == (per_whole, unit)


@pytest.mark.parametrize("content", ["9.99 g", "9 ml", "2 pieces"])
def test_small_things_and_pieces_have_none(content: str) -> None:
    read = parse_content(content)
    assert read is not None
    assert unit_price(990, read) is None
