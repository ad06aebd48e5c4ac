"""Money read, shown and refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import BadMoney, Money, format_money, minor_from_decimal, parse_money, read_amount


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("2500.00 EUR", Money(250_000, "EUR")),
        ("0.05 USD", Money(5, "USD")),
        ("-3 EUR", Money(-300, "EUR")),
        ("500 JPY", Money(500, "JPY")),
        ("1.5 KWD", Money(1_500, "KWD")),
    ],
)
def test_an_amount_with_its_currency_is_read(text: str, money: Money) -> None:
    assert parse_money(text) == money


@pytest.mark.parametrize(
    "text",
    [
        "100",
        "100EUR",
        "1,50 EUR",
        "1.234 EUR",
        "1 XXX",
        "",
        "EUR",
        "1e3 EUR",
        "5.5 JPY",
        "\N{ARABIC-INDIC DIGIT ONE} EUR",
    ],
)
def test_what_could_be_misread_is_refused(text: str) -> None:
    with pytest.raises(BadMoney):
        parse_money(text)


@given(st.integers(-(10**12), 10**12))
def test_what_is_shown_in_plain_form_reads_back(minor: int) -> None:
    whole, cents = divmod(abs(minor), 100)
    sign = "-" if minor < 0 else ""
    assert parse_money(f"{sign}{whole}.{cents:02d} EUR").minor == minor


@pytest.mark.parametrize(
    ("minor", "currency", "language", "shown"),
    [
        (123_450, "EUR", "de", "1.234,50\N{NO-BREAK SPACE}€"),
        (123_450, "EUR", "en", "€1,234.50"),
        (-5, "EUR", "de", "\N{MINUS SIGN}0,05\N{NO-BREAK SPACE}€"),
        (-123_450, "USD", "en", "\N{MINUS SIGN}$1,234.50"),
        (100, "CHF", "en", "CHF\N{NO-BREAK SPACE}1.00"),
        (500, "JPY", "de", "500\N{NO-BREAK SPACE}JPY"),
    ],
)
def test_each_language_shows_its_own_form(
    minor: int, currency: str, language: str, shown: str
) -> None:
    assert format_money(minor, currency, language) == shown


def test_a_decimal_is_never_rounded_away() -> None:
    assert minor_from_decimal(Decimal("11.77"), "USD") == 1177
    with pytest.raises(BadMoney):
        minor_from_decimal(Decimal("11.775"), "USD")
    with pytest.raises(BadMoney):
        minor_from_decimal(Decimal("NaN"), "USD")


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("12,90", 1290), ("12.90", 1290), ("12", 1200), ("12,9", 1290), ("1.234,50 €", 123450),
        ("1,234.50", 123450), (" 0,05 EUR ", 5), ("1.000.000,00", 100_000_000),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_people_type_it(typed: str, minor: int) -> None:
    assert read_amount(typed, "EUR") == minor


@pytest.mark.parametrize("typed", ["1.234", "1,234", "12,", "", "-5", "12,905", "zwölf", "1,2,3"])
def test_what_could_mean_two_amounts_or_none_is_refused(typed: str) -> None:
    with pytest.raises(BadMoney):
        read_amount(typed, "EUR")
