"""Orders in other currencies: which ones a plan counts, and at which rates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from commissions.engine.exchange import (
    ORDER_DAY,
    PERIOD_END,
    DailyTerms,
    Exchange,
    ExchangeRate,
)
from commissions.engine.rule import ORDER_NET, ORDER_RETAIL
from core.money import EXPONENTS

from . import readers
from .effects import there_if_it_has_an_effect
from .key import Key, Keys
from .plan_rejected import PlanRejected
from .readers import Unreadable, one_of
from .table_readers import fields

PEG = "peg"
DAILY = "daily"
POINTS = "points"
_VALUE = re.compile(r"(\d{1,3}(?:\.\d{1,6})?) ([A-Z]{3})")
# What holds on a day without a published rate.
LAST_BEFORE = "last_before"
NO_RATE = "refused"
_LONGEST_SOURCE = 60
_LONGEST_HOLD = 31
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


def source(value: object) -> str:
    """Read who publishes the rates, as the list of them names it."""
    found = readers.line(value)
    if len(found) > _LONGEST_SOURCE or found != found.strip():
        raise Unreadable(_("It must be a name of at most sixty signs."))
    return found


def holds_on(value: object) -> int:
    """Read "5 days": how old a rate may be, at most a month."""
    found = readers.days_from_one(value)
    if found > _LONGEST_HOLD:
        raise Unreadable(_("It must be at most 31 days."))
    return found


EXCHANGE: Keys = {
    "mode": Key(
        one_of(PEG, DAILY, POINTS),
        'mode = "peg"',
        _(
            "How orders in other currencies count: with their money at rates that the plan fixes, "
            "with their money at rates that are published daily and recorded by the company, or "
            "with their points alone, where no rule takes anything of money."
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
            "period. Only at fixed rates that change, and at published ones."
        ),
        required=False,
    ),
    "currencies": Key(
        currencies,
        'currencies = ["CHF", "PLN"]',
        _(
            "The other currencies whose orders count. Only where points count, or at published "
            "rates."
        ),
        required=False,
        unit=_("list of currencies"),
    ),
    "source": Key(
        source,
        'source = "EZB-Referenzkurs"',
        _(
            "Who publishes the rates, as the staff office's list of exchange rates names it. Only "
            "at published rates."
        ),
        required=False,
        unit=_("name of at most sixty signs"),
    ),
    "missing_day": Key(
        one_of(LAST_BEFORE, NO_RATE),
        'missing_day = "last_before"',
        _(
            "What holds on a day without a published rate, such as a Sunday: the last one before "
            "it, or nothing, so that no run is made until one is recorded. Only at published rates."
        ),
        required=False,
    ),
    "last_before_within": Key(
        holds_on,
        'last_before_within = "5 days"',
        _("How many days the last rate may be old. Only where it holds on."),
        required=False,
        unit=_("days, from 1 to 31"),
    ),
}


def check_exchange(document: Mapping[str, Any]) -> None:
    """Insist on rates exactly where money counts, each from the plan's first day on.

    Raises: PlanRejected.
    """
    table = document.get("exchange")
    if table is None:
        return
    takes_money, mode = _takes_money(document), table["mode"]
    if takes_money != (mode != POINTS):
        raise _of_wrong_mode(takes_money)
    known = [each.currency for each in table.get("rates", ())]
    for name, has_effect in {
        "rates": mode == PEG,
        "currencies": mode != PEG,
        "day": mode == DAILY or len(known) != len(set(known)),
        "source": mode == DAILY,
        "missing_day": mode == DAILY,
        "last_before_within": table.get("missing_day") == LAST_BEFORE,
    }.items():
        _there(name, table, has_effect=has_effect)
    if document["currency"] in (*known, *table.get("currencies", ())):
        reason = _("%(currency)s is the plan's own currency.") % {"currency": document["currency"]}
        where = "exchange.rates" if mode == PEG else "exchange.currencies"
        raise PlanRejected(where, reason, _LEAVE_IT)
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
    return Exchange(known, rates, table.get("day", ORDER_DAY), _daily(table))


def _daily(table: Mapping[str, Any]) -> DailyTerms | None:
    if table["mode"] != DAILY:
        return None
    return DailyTerms(table["source"], table.get("last_before_within", 0))


def _exact(rate: DatedRate) -> ExchangeRate:
    """Return what so many minor units of a currency are worth in the plan's."""
    decimals = EXPONENTS[rate.value.currency] - EXPONENTS[rate.currency]
    worth = rate.value.worth * Fraction(10) ** decimals
    return ExchangeRate(rate.currency, rate.since, worth.numerator, worth.denominator)
