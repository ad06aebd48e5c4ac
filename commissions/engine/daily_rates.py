"""Which published rates the orders of a period are converted by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from core.money import EXPONENTS

from .exchange import DailyTerms, Exchange, ExchangeRate, Published
from .facts import Volume
from .plan import Plan

ONE = 10**6


class Quote(NamedTuple):
    """On a day, one unit of `base` was worth `millionths` / 10**6 units of `currency`."""

    base: str
    currency: str
    day: date
    millionths: int


class Wanted(NamedTuple):
    """A currency whose rate is needed, and the day it is needed for."""

    currency: str
    day: date


@dataclass(frozen=True, slots=True)
class Frozen:
    """A plan with the rates its orders need, and those that nobody published in time."""

    plan: Plan
    missing: tuple[Wanted, ...]


def wanted_rates(
    plan: Plan, orders: Iterable[tuple[str, date]], today: date | None = None
) -> tuple[Wanted, ...]:
    """Return which rates orders need, by their currencies and days; none of days to come.

    While a period runs, its last day counts as today.
    """
    exchange = plan.exchange
    if exchange is None or exchange.daily is None:
        return ()
    found = set()
    for currency, day in orders:
        if currency in exchange.currencies:
            on = exchange.day_of_rate(day, plan.period) or day
            found.add(Wanted(currency, on if today is None else min(on, today)))
    return tuple(sorted(found))


def paid_abroad(volumes: Iterable[Volume]) -> set[tuple[str, date]]:
    """Return in which other currencies orders were paid, and on which days."""
    return {(each.currency, each.day) for each in volumes if each.currency and each.day}


def freeze_rates(
    plan: Plan, wanted: Iterable[Wanted], quotes: Iterable[Quote], holds_on_days: int
) -> Frozen:
    """Give a plan the rates that are wanted: of the day itself, else the last one before it."""
    exchange = plan.exchange
    if exchange is None or exchange.daily is None:
        return Frozen(plan, ())
    sheets = _sheets(quotes)
    rates: dict[tuple[str, date], ExchangeRate] = {}
    missing = []
    for each in wanted:
        found = _rate(plan.currency, each, sheets, exchange.daily.source, holds_on_days)
        if found is None:
            missing.append(each)
        else:
            rates[found.currency, found.since] = found
    return Frozen(at_rates(plan, [rates[key] for key in sorted(rates)]), tuple(missing))


def at_rates(plan: Plan, rates: Iterable[ExchangeRate]) -> Plan:
    """Return a plan with the rates that a run has frozen; others stay what they are."""
    exchange = plan.exchange
    if exchange is None or exchange.daily is None:
        return plan
    return replace(plan, exchange=replace(exchange, rates=tuple(rates), is_frozen=True))


def daily_terms(plan: Plan) -> DailyTerms | None:
    """Return whose published rates a plan converts by, None for a plan that does not."""
    exchange: Exchange | None = plan.exchange
    return exchange.daily if exchange else None


def published_rate(into: str, currency: str, day: date, published: Published) -> ExchangeRate:
    """Return what a currency is worth by what was published of both, exactly."""
    decimals = EXPONENTS[into] - EXPONENTS[currency]
    worth = Fraction(published.own_millionths, published.millionths) * Fraction(10) ** decimals
    return ExchangeRate(currency, day, worth.numerator, worth.denominator, published)


def _rate(
    into: str,
    wanted: Wanted,
    sheets: Mapping[date, Mapping[str, Mapping[str, int]]],
    source: str,
    holds_on_days: int,
) -> ExchangeRate | None:
    for back in range(holds_on_days + 1):
        day = wanted.day - timedelta(days=back)
        for base, sheet in sheets.get(day, {}).items():
            if into in sheet and wanted.currency in sheet:
                published = Published(source, base, sheet[into], sheet[wanted.currency])
                return published_rate(into, wanted.currency, day, published)
    return None


def _sheets(quotes: Iterable[Quote]) -> Mapping[date, Mapping[str, Mapping[str, int]]]:
    """Return what was published day by day: by base, what one unit of it is worth."""
    found: dict[date, dict[str, dict[str, int]]] = {}
    for quote in sorted(quotes):
        sheet = found.setdefault(quote.day, {}).setdefault(quote.base, {quote.base: ONE})
        sheet[quote.currency] = quote.millionths
    return found
