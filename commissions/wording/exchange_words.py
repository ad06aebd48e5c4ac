"""Say at which rate the money of an order was converted."""

from __future__ import annotations

from fractions import Fraction

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commissions.engine.exchange import ExchangeRate
from commissions.engine.facts import Volume
from commissions.engine.plan import Plan
from commissions.engine.rule import ORDER_NET, ORDER_RETAIL
from core.money import EXPONENTS, format_exact, format_money
from core.numerals import show_scaled

# Rates have no more decimals (document/exchange_keys.py).
_DECIMALS = 6
_LEAST_DECIMALS = 2


def exchanged_in_words(plan: Plan, base: str, volume: Volume) -> str:
    """Return what the order's money was and its rate, in the active language; "" for the plan's."""
    takes_money = base in (ORDER_NET, ORDER_RETAIL)
    rate = plan.rate_of(volume) if takes_money else None
    if rate is None:
        return ""
    language = get_language() or "en"
    minor = volume.retail_minor if base == ORDER_RETAIL else volume.net_minor
    money = format_money(minor, volume.currency, language)
    if rate.published is not None:
        facts = {"money": money, "rate": published_in_words(rate, plan.currency, language)}
        return _(": %(money)s, %(rate)s") % facts
    facts = {
        "money": money,
        "currency": volume.currency,
        "rate": worth_in_words(rate, plan.currency, language),
    }
    return _(": %(money)s, 1 %(currency)s = %(rate)s") % facts


def published_in_words(rate: ExchangeRate, into: str, language: str) -> str:
    """Say a rate as it was published: "1 EUR = 0.9345 CHF on 16 January 2026 (source)"."""
    assert rate.published is not None
    source, base, own, other = rate.published
    worths = [(into, own), (rate.currency, other)]
    values = [f"{_worth(worth, language)} {name}" for name, worth in worths if name != base]
    text = _("1 %(base)s = %(values)s on %(day)s (%(source)s)")
    return text % {
        "base": base,
        "values": " = ".join(values),
        "day": formats.date_format(rate.since, "DATE_FORMAT"),
        "source": source,
    }


def _worth(millionths: int, language: str) -> str:
    """Show a rate without needless zeros, but with its cents."""
    number = show_scaled(millionths, _DECIMALS, language)
    needless = min(len(number) - len(number.rstrip("0")), _DECIMALS - _LEAST_DECIMALS)
    return number[: len(number) - needless]


def worth_in_words(rate: ExchangeRate, into: str, language: str) -> str:
    """Show what one unit of a currency is worth in another one."""
    decimals = EXPONENTS[rate.currency] + _DECIMALS
    worth = Fraction(rate.numerator, rate.denominator) * 10**decimals
    return format_exact(int(worth), _DECIMALS, into, language)
