"""Published exchange rates: those a run has frozen, and those that a period needs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from commissions.engine.daily_rates import (
    Frozen,
    Quote,
    Wanted,
    at_rates,
    daily_terms,
    freeze_rates,
    published_rate,
    wanted_rates,
)
from commissions.engine.exchange import ExchangeRate, Published
from commissions.engine.plan import Plan
from commissions.models import Run, RunRate
from commissions.selectors.plans import plan_of
from commissions.selectors.volume_columns import day_of
from core.company import local_date
from core.errors import Refused
from finance import public as finance

_PAID_ABROAD = """
SELECT DISTINCT e.currency, {day}
FROM commissions_runvolume v JOIN commissions_volumeentry e ON e.id = v.volume_entry_id
WHERE v.run_id = %(run)s AND e.currency <> %(currency)s
"""
# Figures that are not settled yet make do with an older rate.
OLDEST_DAYS = 366


class RatesMissing(Refused):
    """Orders of the period were paid in a currency whose rate nobody has recorded."""

    code = "commissions.rates_missing"


def plan_of_run(run: Run) -> Plan:
    """Read the document a run was settled by, with the published rates that it froze."""
    plan = plan_of(run.plan_version)
    if daily_terms(plan) is None:
        return plan
    return at_rates(plan, [_frozen(plan.currency, row) for row in run.rates.order_by("pk")])


def rates_moved(run: Run) -> bool:
    """Tell whether a draft would go by other rates if it were made now.

    One was corrected, or recorded for a day that made do with an older one.
    """
    frozen = plan_of_run(run)
    terms = daily_terms(frozen)
    if terms is None:
        return False
    wanted = wanted_rates(frozen, _paid_abroad(run, frozen))
    now = _freeze(frozen, wanted, terms.holds_on_days, None)
    return not now.missing and now.plan != frozen


def _paid_abroad(run: Run, plan: Plan) -> list[tuple[str, date]]:
    """Return in which other currencies a run's orders were paid, and on which days."""
    query = _PAID_ABROAD.format(day=day_of(plan))
    with connection.cursor() as cursor:
        cursor.execute(query, {"run": run.pk, "currency": plan.currency})
        return list(cursor.fetchall())


def rows_of_rates(run: Run, plan: Plan) -> list[RunRate]:
    """Return the rows that freeze the rates of a plan with a run."""
    rates = plan.exchange.rates if plan.exchange else ()
    return [
        RunRate(
            run=run,
            currency=rate.currency,
            day=rate.since,
            source=rate.published.source,
            base_currency=rate.published.base,
            own_millionths=rate.published.own_millionths,
            millionths=rate.published.millionths,
        )
        for rate in rates
        if rate.published
    ]


def at_published_rates(
    plan: Plan, orders: Iterable[tuple[str, date]], *, known_at: datetime | None = None
) -> Plan:
    """Give a plan the rates that orders need, by their currencies and days, as known then or now.

    Raises: RatesMissing — with the first currency and day, and how many more there are.
    """
    terms = daily_terms(plan)
    if terms is None:
        return plan
    wanted = wanted_rates(plan, orders, local_date(known_at) if known_at else None)
    found = _freeze(plan, wanted, terms.holds_on_days, known_at)
    if found.missing:
        raise _missing(plan, found.missing, terms.holds_on_days)
    return found.plan


def at_latest_rates(plan: Plan, orders: Iterable[tuple[str, date]]) -> Plan:
    """Give a plan the last rates that are known, for figures that are not settled yet.

    Money without any rate is worth nothing there until somebody records one.
    """
    wanted = wanted_rates(plan, orders)
    return _freeze(plan, wanted, OLDEST_DAYS, None).plan


def _freeze(
    plan: Plan, wanted: tuple[Wanted, ...], holds_on_days: int, known_at: datetime | None
) -> Frozen:
    terms = daily_terms(plan)
    if terms is None or not wanted:
        return freeze_rates(plan, (), (), 0)
    days = [each.day for each in wanted]
    first = min(days) - timedelta(days=holds_on_days)
    currencies = {plan.currency, *(each.currency for each in wanted)}
    quotes = finance.quotes_between(terms.source, currencies, first, max(days), known_at=known_at)
    return freeze_rates(plan, wanted, (Quote(*each) for each in quotes), holds_on_days)


def _frozen(currency: str, row: RunRate) -> ExchangeRate:
    published = Published(row.source, row.base_currency, row.own_millionths, row.millionths)
    return published_rate(currency, row.currency, row.day, published)


def _missing(plan: Plan, missing: tuple[Wanted, ...], holds_on_days: int) -> RatesMissing:
    terms = daily_terms(plan)
    assert terms is not None
    first = missing[0]
    facts = {
        "currency": first.currency,
        "own": plan.currency,
        "day": formats.date_format(first.day, "DATE_FORMAT"),
        "days": holds_on_days,
        "source": terms.source,
        "count": len(missing),
    }
    text = _(
        "“%(source)s” has no rate of %(currency)s for %(day)s, nor one of the %(days)d days before "
        "(%(count)d rates are missing in all). Enter it under “Exchange rates” in the staff "
        "office, then calculate again. Nothing was lost."
    )
    return RatesMissing(text % facts, missing=len(missing))
