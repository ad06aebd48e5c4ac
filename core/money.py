"""Money as whole minor units of a currency; nothing here accepts a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from core.errors import Invalid
from core.numerals import read_scaled, show_scaled

# Minor-unit digits, ISO 4217.
EXPONENTS = {
    "EUR": 2, "CHF": 2, "GBP": 2, "USD": 2, "PLN": 2, "CZK": 2, "DKK": 2, "SEK": 2, "NOK": 2,
    "HUF": 2, "RON": 2, "BGN": 2, "CAD": 2, "AUD": 2, "JPY": 0, "ISK": 0, "KWD": 3,
}  # fmt: skip

_THOUSANDS = 3
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}


class BadMoney(Invalid):
    """The text is not an amount of money in a known currency."""

    code = "core.bad_money"


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in minor units (cents) beside its ISO 4217 currency."""

    minor: int
    currency: str

    def __str__(self) -> str:
        return format_money(self.minor, self.currency, "en")


def exponent(currency: str) -> int:
    """Return how many decimals the currency has.

    Raises: BadMoney — we do not know the currency.
    """
    try:
        return EXPONENTS[currency]
    except KeyError:
        text = _("%(currency)s is not a currency we know. Write a code like EUR.")
        raise BadMoney(text % {"currency": currency}, currency=currency) from None


def parse_money(text: str) -> Money:
    """Read "2500.00 EUR".

    Raises: BadMoney — no number, no currency, or more decimals than the currency has.
    """
    number, _space, currency = text.partition(" ")
    minor = read_scaled(number, exponent(currency)) if currency else None
    if minor is None:
        hint = _("“%(text)s”: write a number, a space and the currency, like “100.00 EUR”.")
        raise BadMoney(hint % {"text": text[:40]})
    return Money(minor, currency)


def read_amount(text: str, currency: str) -> int:
    """Read an amount as people type it: "12,90", "12.90" or "1.234,50 €"; whole minor units.

    The last comma or point parts the decimals; one with three digits behind it is refused, for it
    could part thousands as well.

    Raises: BadMoney.
    """
    packed = "".join(text.replace(currency, "").replace("€", "").split())
    whole, decimals = packed, ""
    place = max(packed.rfind(","), packed.rfind("."))
    if place >= 0:
        whole, decimals = packed[:place], packed[place + 1 :]
        whole = whole.replace("." if packed[place] == "," else ",", "")
    places = exponent(currency)
    minor = read_scaled(f"{whole}.{decimals}" if decimals else whole, places)
    is_unclear = (place >= 0 and not decimals) or len(decimals) == _THOUSANDS > places
    if minor is None or minor < 0 or is_unclear:
        hint = _("“%(text)s” is no amount. Write it like 12.90.")
        raise BadMoney(hint % {"text": text[:40]}, field="amount")
    return minor


def minor_from_decimal(amount: Decimal, currency: str) -> int:
    """Turn a decimal amount into minor units.

    Raises: BadMoney — more decimals than the currency has; nothing is rounded away.
    """
    scaled = amount.scaleb(exponent(currency))
    if not amount.is_finite() or scaled != scaled.to_integral_value():
        hint = _("%(amount)s has more decimals than %(currency)s.")
        raise BadMoney(hint % {"amount": amount, "currency": currency})
    return int(scaled)


def format_money(minor: int, currency: str, language: str = "de") -> str:
    """Show an amount as people of that language write it: "1.234,50 €", "€1,234.50"."""
    return _with_sign(
        show_scaled(abs(minor), exponent(currency), language), minor, currency, language
    )


def format_exact(finer: int, decimals: int, currency: str, language: str = "de") -> str:
    """Show an amount of which a minor unit has more decimals: "2,5914 €"; needless zeros go."""
    number = show_scaled(abs(finer), exponent(currency) + decimals, language)
    needless = min(len(number) - len(number.rstrip("0")), decimals)
    shown = number[: len(number) - needless].rstrip(".,")
    return _with_sign(shown, finer, currency, language)


def _with_sign(number: str, minor: int, currency: str, language: str) -> str:
    sign, minus = _SIGNS.get(currency), "\N{MINUS SIGN}" if minor < 0 else ""
    if language.startswith("de"):
        return f"{minus}{number}\N{NO-BREAK SPACE}{sign or currency}"
    return f"{minus}{sign}{number}" if sign else f"{minus}{currency}\N{NO-BREAK SPACE}{number}"
