"""Orders in other currencies: which ones a plan counts, and at which rates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from commissions.engine.exchange import ORDER_DAY, PERIOD_END, Exchange, ExchangeRate
from commissions.engine.rule import ORDER_NET, ORDER_RETAIL
from core.money import EXPONENTS

from . import readers
from .effects import there_if_it_has_an_effect
from .key import Key, Keys
from .plan_rejected import PlanRejected
from .readers import Unreadable, one_of
from .table_readers import fields

PEG = "peg"
POINTS = "points"
_VALUE = re.compile(r"(\d{1,3}(?:\.\d{1,6})?) ([A-Z]{3})")
_NET = re.compile(r"\b(?:group_)?net\b")


class Value(NamedTuple):
    """What one unit of a currency is worth, exactly."""

    worth: Fraction
    currency: str


class DatedRate(NamedTuple):
    """A currency's value from a day on."""

    currency: str
    since: date
    value: Value


def rate_value(value: object) -> Value:
    """Read "1.0450 EUR": what one unit of a currency is worth, with at most six decimals."""
    match = _VALUE.fullmatch(value) if isinstance(value, str) else None
    if match is None or match[2] not in EXPONENTS:
        raise Unreadable(_("It must say what one unit is worth, with at most six decimals."))
    if not Fraction(match[1]):
        raise Unreadable(_("It must be above zero."))
    return Value(Fraction(match[1]), match[2])


def dated_rates(value: object) -> tuple[DatedRate, ...]:
    """Read a list of { currency = "CHF", from = 2026-01-01, value = "1.0450 EUR" }."""
    if not isinstance(value, list) or not value:
        raise Unreadable(_("It must be a list of rates, at least one."))
    needed = {"currency": readers.currency, "from": readers.day, "value": rate_value}
    found = (fields(item, needed) for item in value)
    return tuple(DatedRate(each["currency"], each["from"], each["value"]) for each in found)


def currencies(value: object) -> tuple[str, ...]:
    """Read ["CHF", "PLN"]: codes of currencies, each once."""
    if not isinstance(value, list) or not value:
        raise Unreadable(_("It must be a list of currencies, each written like CHF."))
    found = tuple(readers.currency(item) for item in value)
    if len(set(found)) != len(found):
        raise Unreadable(_("It says the same word twice."))
    return found


EXCHANGE: Keys = {
    "mode": Key(
        one_of(PEG, POINTS),
        'mode = "peg"',
        _(
            "How orders in other currencies count: with their money at rates that the plan fixes, "
            "or with their points alone, where no rule takes anything of money."
        ),
    ),
    "rates": Key(
        dated_rates,
        'rates = [{ currency = "CHF", from = 2026-01-01, value = "1.0450 EUR" }]',
        _(
            "What one unit of each currency is worth from a day on; an order's money is converted "
            "once and rounded half up. Only at fixed rates."
        ),
        required=False,
        unit=_("list of rates by currency and day"),
    ),
    "day": Key(
        one_of(ORDER_DAY, PERIOD_END),
        'day = "order"',
        _(
            "Which day's rate counts for an order: that of its own day, or of the last day of its "
            "period. Only at fixed rates that change."
        ),
        required=False,
    ),
    "currencies": Key(
        currencies,
        'currencies = ["CHF", "PLN"]',
        _("The other currencies whose orders count with their points. Only where points count."),
        required=False,
        unit=_("list of currencies"),
    ),
}


def check_exchange(document: Mapping[str, Any]) -> None:
    """Insist on rates exactly where money counts, each from the plan's first day on.

    Raises: PlanRejected.
    """
    table = document.get("exchange")
    if table is None:
        return
    takes_money, is_peg = _takes_money(document), table["mode"] == PEG
    if takes_money != is_peg:
        raise _of_wrong_mode(takes_money)
    _there("rates", table, has_effect=is_peg)
    _there("currencies", table, has_effect=not is_peg)
    known = [each.currency for each in table.get("rates", ())]
    _there("day", table, has_effect=len(known) != len(set(known)))
    if document["currency"] in (*known, *table.get("currencies", ())):
        reason = _("%(currency)s is the plan's own currency.") % {"currency": document["currency"]}
        raise PlanRejected(f"exchange.{'rates' if is_peg else 'currencies'}", reason, _LEAVE_IT)
    _check_rates(table.get("rates", ()), document)


_LEAVE_IT = _("Leave it out: its orders count anyway.")


def _takes_money(document: Mapping[str, Any]) -> bool:
    """Tell whether any rule takes something of what orders cost."""
    return any(
        rule.get("base") in (ORDER_NET, ORDER_RETAIL) or _NET.search(str(rule.get("pays", "")))
        for rule in document["rule"]
    )


def _of_wrong_mode(takes_money: bool) -> PlanRejected:
    if takes_money:
        reason = _("A rule takes something of what orders cost, so that needs rates.")
        return PlanRejected("exchange.mode", reason, _('Write: mode = "peg", with rates'))
    reason = _("It has no effect: no rule takes anything of what orders cost.")
    return PlanRejected("exchange.mode", reason, _('Write: mode = "points", with currencies'))


def _there(name: str, table: Mapping[str, Any], *, has_effect: bool) -> None:
    path = f"exchange.{name}"
    there_if_it_has_an_effect(path, EXCHANGE, is_there=name in table, has_effect=has_effect)


def _check_rates(rates: tuple[DatedRate, ...], document: Mapping[str, Any]) -> None:
    begun: dict[str, date] = {}
    for rate in rates:
        if rate.value.currency != document["currency"]:
            facts = {"given": rate.value.currency, "currency": document["currency"]}
            reason = _("It is in %(given)s, but the plan is in %(currency)s.") % facts
            raise PlanRejected("exchange.rates", reason, _("A plan pays in one currency."))
        last = begun.get(rate.currency)
        if last is None and rate.since > document["valid_from"]:
            gap = _("%(currency)s has no rate from the plan's first day on.")
            remedy = _("Write: from = %(day)s") % {"day": document["valid_from"]}
            raise PlanRejected("exchange.rates", gap % {"currency": rate.currency}, remedy)
        if last is not None and rate.since <= last:
            order = _("Write each currency's rates in the order of days.")
            fall = _("The days do not rise: %(day)s.") % {"day": rate.since}
            raise PlanRejected("exchange.rates", fall, order)
        begun[rate.currency] = rate.since


def exchange_of(document: Mapping[str, Any]) -> Exchange | None:
    """Return how the plan counts orders in other currencies, None where it counts none."""
    table = document.get("exchange")
    if table is None:
        return None
    rates = tuple(_exact(each) for each in table.get("rates", ()))
    known = table.get("currencies") or tuple(dict.fromkeys(rate.currency for rate in rates))
    return Exchange(known, rates, table.get("day", ORDER_DAY))


def _exact(rate: DatedRate) -> ExchangeRate:
    """Return what so many minor units of a currency are worth in the plan's."""
    decimals = EXPONENTS[rate.value.currency] - EXPONENTS[rate.currency]
    worth = rate.value.worth * Fraction(10) ** decimals
    return ExchangeRate(rate.currency, rate.since, worth.numerator, worth.denominator)
