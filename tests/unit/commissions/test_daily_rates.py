"""Published rates: which one counts on a day, exactly, and who is told that one is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissions.arrays.bases import foreign_days, net_values
from commissions.arrays.fingerprint import input_hash
from commissions.arrays.picture import from_picture
from commissions.document.plan_document import read_plan
from commissions.document.plan_examples import check_plan_text
from commissions.document.plan_rejected import PlanRejected
from commissions.engine.daily_rates import (
    ONE,
    Quote,
    Wanted,
    at_rates,
    freeze_rates,
    paid_abroad,
    wanted_rates,
)
from commissions.engine.exchange import PERIOD_END, ExchangeRate
from commissions.engine.facts import Picture, Volume
from commissions.engine.plan import Plan
from commissions.engine.rule import ORDER_NET
from commissions.shipped_plans import shipped_plan
from commissions.wording.exchange_words import published_in_words
from commissions.wording.statement_words import rates_in_words
from core.errors import InvariantBroken
from core.rounding import round_half_up

FRIDAY, SUNDAY, MONDAY = date(2026, 1, 16), date(2026, 1, 18), date(2026, 1, 19)
SHIPPED = shipped_plan("hochrhein", "2026-01-01")
FRIDAYS = Quote("EUR", "CHF", FRIDAY, 937_500)
PER_DAY = st.dictionaries(
    st.tuples(st.sampled_from(["CHF", "USD", "JPY"]), st.integers(0, 40)),
    st.integers(1, 10**9),
    max_size=30,
)
SALES = st.lists(
    st.tuples(
        st.sampled_from(["CHF", "USD", "JPY", ""]), st.integers(0, 45), st.integers(0, 10**9)
    ),
    max_size=30,
)


def hochrhein(at_period_end: bool = False) -> Plan:
    plan = read_plan(SHIPPED.document, SHIPPED.filename)
    assert plan.exchange is not None
    return replace(plan, exchange=replace(plan.exchange, day=PERIOD_END)) if at_period_end else plan


def sold(net_minor: int, currency: str, day: date, number: int = 1) -> Volume:
    ref = f"o-{number}"
    return Volume(number, ref, 1, "own", 0, 0, net_minor, currency=currency, day=day)


def frozen(plan: Plan, *quotes: Quote, wanted: tuple[Wanted, ...]) -> tuple[ExchangeRate, ...]:
    found = freeze_rates(plan, wanted, quotes, 5)
    assert found.plan.exchange is not None
    assert not found.missing
    return found.plan.exchange.rates


def test_a_sunday_goes_by_friday() -> None:
    (rate,) = frozen(hochrhein(), FRIDAYS, wanted=(Wanted("CHF", SUNDAY),))
    assert (rate.since, rate.numerator, rate.denominator) == (FRIDAY, 16, 15)
    assert rate.worth_minor(150_00) == 160_00


def test_a_rate_that_is_too_old_is_missing() -> None:
    late = Wanted("CHF", FRIDAY + timedelta(days=6))
    assert freeze_rates(hochrhein(), [late], [FRIDAYS], 5).missing == (late,)
    assert freeze_rates(hochrhein(), [Wanted("CHF", SUNDAY)], [FRIDAYS], 0).missing
    early = Wanted("CHF", FRIDAY - timedelta(days=1))
    assert freeze_rates(hochrhein(), [early], [FRIDAYS], 5).missing == (early,)


def test_two_published_currencies_are_worth_what_both_say() -> None:
    plan = replace(hochrhein(), currency="USD")
    dollars = Quote("EUR", "USD", FRIDAY, 1_125_000)
    (rate,) = frozen(plan, FRIDAYS, dollars, wanted=(Wanted("CHF", FRIDAY),))
    assert rate.worth_minor(100_00) == 120_00
    (back,) = frozen(plan, Quote("CHF", "USD", FRIDAY, 1_200_000), wanted=(Wanted("CHF", FRIDAY),))
    assert back.worth_minor(100_00) == 120_00


def test_the_end_of_the_period_counts_as_today_while_it_runs() -> None:
    plan, orders = hochrhein(at_period_end=True), [("CHF", FRIDAY), ("PLN", FRIDAY)]
    assert wanted_rates(plan, orders) == (Wanted("CHF", date(2026, 1, 31)),)
    assert wanted_rates(plan, orders, MONDAY) == (Wanted("CHF", MONDAY),)
    assert wanted_rates(replace(plan, exchange=None), orders) == ()


def test_rates_that_are_not_frozen_are_asked_in_vain() -> None:
    with pytest.raises(InvariantBroken):
        hochrhein().worth_minor(ORDER_NET, sold(1, "CHF", FRIDAY))


def test_the_rates_of_a_run_are_part_of_what_went_into_it() -> None:
    picture = from_picture(Picture((1,), (None,), ("active",), (sold(1, "CHF", FRIDAY),)))
    wanted = (Wanted("CHF", FRIDAY),)
    plans = [
        freeze_rates(hochrhein(), wanted, [FRIDAYS._replace(millionths=worth)], 5).plan
        for worth in (937_500, 937_501)
    ]
    first, second = (input_hash(plan, "2026-01", picture) for plan in plans)
    assert first != second


@given(PER_DAY, SALES, st.booleans())
def test_pieces_are_converted_exactly_and_both_engines_agree(
    published: dict[tuple[str, int], int], sales: list[tuple[str, int, int]], at_end: bool
) -> None:
    day = date(2026, 1, 1)
    quotes = [
        Quote("EUR", currency, day + timedelta(days=offset), worth)
        for (currency, offset), worth in published.items()
    ]
    volumes = tuple(
        sold(minor, currency, day + timedelta(days=offset), number)
        for number, (currency, offset, minor) in enumerate(sales, start=1)
    )
    plan = hochrhein(at_end)
    picture = from_picture(Picture((1,), (None,), ("active",), volumes))
    assert foreign_days(picture.volumes) == paid_abroad(volumes)
    found = freeze_rates(plan, wanted_rates(plan, paid_abroad(volumes)), quotes, 5)
    if found.missing:
        return
    worths = [found.plan.worth_minor(ORDER_NET, volume) for volume in volumes]
    assert net_values(found.plan, picture.volumes).tolist() == worths
    exact = [_exact(plan, volume, published, day) for volume in volumes]
    assert worths == [round_half_up(each.numerator, each.denominator) for each in exact]
    assert 2 * abs(sum(worths) - sum(exact, Fraction(0))) <= len(worths)


def _exact(
    plan: Plan, volume: Volume, published: dict[tuple[str, int], int], first: date
) -> Fraction:
    """Work a worth out by itself: the youngest rate of at most five days, and cents."""
    if not volume.currency:
        return Fraction(volume.net_minor)
    assert plan.exchange is not None
    assert volume.day is not None
    on = (plan.exchange.day_of_rate(volume.day, plan.period) or volume.day) - first
    rate = next(
        published[volume.currency, on.days - back]
        for back in range(6)
        if (volume.currency, on.days - back) in published
    )
    cents = 100 if volume.currency == "JPY" else 1
    return Fraction(volume.net_minor * cents * ONE, rate)


def test_rates_of_any_size_are_exact_over_columns() -> None:
    volume = sold(10**12 + 7, "CHF", FRIDAY)
    picture = from_picture(Picture((1,), (None,), ("active",), (volume,)))
    plan = at_rates(hochrhein(), [ExchangeRate("CHF", FRIDAY, 10**15 + 1, 10**15 + 3)])
    assert net_values(plan, picture.volumes).tolist() == [plan.worth_minor(ORDER_NET, volume)]


def test_a_rate_is_told_as_it_was_published() -> None:
    (rate,) = frozen(hochrhein(), FRIDAYS, wanted=(Wanted("CHF", SUNDAY),))
    assert published_in_words(rate, "EUR", "en") == (
        "1 EUR = 0.9375 CHF on Jan. 16, 2026 (EZB-Referenzkurs)"
    )
    dollars = Quote("EUR", "USD", FRIDAY, 1_100_000)
    plan = replace(hochrhein(), currency="USD")
    (crossed,) = frozen(plan, FRIDAYS, dollars, wanted=(Wanted("CHF", FRIDAY),))
    assert published_in_words(crossed, "USD", "en").startswith("1 EUR = 1.10 USD = 0.9375 CHF on")


def test_a_statement_names_few_rates_and_sums_many_up() -> None:
    (rate,) = frozen(hochrhein(), FRIDAYS, wanted=(Wanted("CHF", FRIDAY),))
    assert rates_in_words([rate], "EUR").startswith(
        "Orders in other currencies count at published rates: 1 EUR = 0.9375 CHF on"
    )
    many = [rate._replace(since=FRIDAY + timedelta(days=each)) for each in range(7)]
    assert rates_in_words(many, "EUR") == (
        "Orders in CHF count at the rates of EZB-Referenzkurs, from 16 January 2026 to "
        "22 January 2026."
    )


@pytest.mark.parametrize(
    ("rates", "key", "reason"),
    [
        ("2026-01-15 1 EUR = 0.95", "rates, line 1", "is no exchange rate"),
        ("2026-01-15 1 EUR = 0 CHF", "rates, line 1", "is no exchange rate"),
        ("2026-02-30 1 EUR = 1.0 CHF", "rates, line 1", "is no exchange rate"),
        ("2026-01-15 1 EUR = 1 CHF\n2026-01-15 1 EUR = 1 CHF", "line 2", "there twice"),
        ("2026-01-15 1 EUR = 0.95 USD", "rates", "no rate of CHF for 2026-01-15"),
    ],
)
def test_rates_of_an_example_are_read_or_refused(rates: str, key: str, reason: str) -> None:
    examples = f'''
[[example]]
name = "one"
rates = """
{rates}
"""
tree = """
anna 50 PV
  bert buys 190.00 CHF on 2026-01-15
"""
pays = {{ anna = "16.00 EUR" }}
'''
    with pytest.raises(PlanRejected) as caught:
        check_plan_text(SHIPPED.document, examples.encode(), SHIPPED.filename)
    assert key in str(caught.value.key)
    assert reason in str(caught.value)


def test_rates_are_refused_where_the_plan_uses_none() -> None:
    bodensee = shipped_plan("bodensee", "2026-01-01")
    examples = (
        b'[[example]]\nname = "one"\nrates = "2026-01-15 1 EUR = 1 CHF"\ntree = "a"\npays = {}'
    )
    with pytest.raises(PlanRejected, match="no effect"):
        check_plan_text(bodensee.document, examples, bodensee.filename)
