"""Say at which rate the money of an order was converted."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commissions.engine.exchange import ExchangeRate
from commissions.engine.facts import Volume
from commissions.engine.plan import Plan
from commissions.engine.rule import ORDER_NET, ORDER_RETAIL
from core.money import EXPONENTS, format_exact, format_money

# Rates have no more decimals (document/exchange_keys.py).
_DECIMALS = 6


def exchanged_in_words(plan: Plan, base: str, volume: Volume) -> str:
    """Return what the order's money was and its rate, in the active language; "" for the plan's."""
    rate = plan.rate_of(volume)
    if rate is None or base not in (ORDER_NET, ORDER_RETAIL):
        return ""
    language = get_language() or "en"
    minor = volume.retail_minor if base == ORDER_RETAIL else volume.net_minor
    facts = {
        "money": format_money(minor, volume.currency, language),
        "currency": volume.currency,
        "rate": worth_in_words(rate, plan.currency, language),
    }
    return _(": %(money)s, 1 %(currency)s = %(rate)s") % facts


def worth_in_words(rate: ExchangeRate, into: str, language: str) -> str:
    """Show what one unit of a currency is worth in another one."""
    decimals = EXPONENTS[rate.currency] + _DECIMALS
    worth = Fraction(rate.numerator, rate.denominator) * 10**decimals
    return format_exact(int(worth), _DECIMALS, into, language)
