"""Rates of other currencies: exact, dated, and shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from commissions.document.plan_document import read_plan
from commissions.engine.exchange import PERIOD_END, Exchange
from commissions.engine.facts import Volume
from commissions.engine.plan import Plan
from commissions.shipped_plans import shipped_plan
from commissions.wording.statement_words import rates_in_words

FIRST, SECOND = date(2026, 1, 1), date(2026, 1, 16)


def bodensee() -> Plan:
    shipped = shipped_plan("bodensee", "2026-01-01")
    return read_plan(shipped.document, shipped.filename)


def exchange(plan: Plan) -> Exchange:
    assert plan.exchange is not None
    return plan.exchange


def sold(net_minor: int, currency: str, day: date | None) -> Volume:
    return Volume(1, "o-1", 1, "own", 0, 0, net_minor, currency=currency, day=day)


@pytest.mark.parametrize(
    ("currency", "day", "worth"),
    [
        ("CHF", date(2026, 1, 15), 104_50),
        ("CHF", date(2026, 1, 16), 106_25),
        ("CHF", date(2025, 12, 31), 104_50),  # an order from before the plan
        ("CHF", None, 104_50),
        ("PLN", date(2026, 3, 1), 23_46),
        ("", date(2026, 1, 1), 100_00),
        ("USD", date(2026, 1, 1), 0),
    ],
)
def test_money_is_worth_what_its_day_says(currency: str, day: date | None, worth: int) -> None:
    assert bodensee().worth_minor("order.net", sold(100_00, currency, day)) == worth


def test_at_the_end_of_the_period_its_last_rate_holds_for_all() -> None:
    plan = bodensee()
    at_end = replace(plan, exchange=replace(exchange(plan), day=PERIOD_END))
    assert at_end.worth_minor("order.net", sold(100_00, "CHF", date(2026, 1, 2))) == 106_25


def test_currencies_with_other_decimals_are_exact() -> None:
    document = shipped_plan("bodensee", "2026-01-01").document
    yen = document.replace(b'"PLN", from', b'"JPY", from')
    plan = read_plan(yen, "2026-01-01.toml")
    assert plan.worth_minor("order.net", sold(1000, "JPY", FIRST)) == 234_57


def test_a_statement_names_the_rates_that_counted() -> None:
    rates = exchange(bodensee())
    may = rates.rates_between(date(2026, 5, 1), date(2026, 5, 31))
    assert [(rate.currency, rate.since) for rate in may] == [("CHF", SECOND), ("PLN", FIRST)]
    january = rates.rates_between(FIRST, date(2026, 1, 31))
    assert [rate.since for rate in january] == [FIRST, SECOND, FIRST]
    at_end = replace(rates, day=PERIOD_END).rates_between(FIRST, date(2026, 1, 31))
    assert [rate.since for rate in at_end] == [SECOND, FIRST]
    assert rates_in_words(may, "EUR").startswith(
        "Orders in other currencies count at the plan's rates: 1 CHF = €1.0625 from 16"
    )
    assert rates_in_words((), "EUR") == ""
