"""Recorded exchange rates: those of a month for the desk, those in force for whoever converts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from core.paging import Page, PageRequest
from core.periods import Period
from core.policy import Actor, require
from finance.models import ExchangeRate
from finance.rate_facts import Quote, RateRow

SEE = "finance.see_rates"
FIRST_PAGE = PageRequest()
MOST_SOURCES = 20


class RateNotFound(NotFound):
    """There is no such exchange rate, or it was corrected already."""

    code = "finance.rate_not_found"


def in_force(
    source: str,
    currencies: Collection[str],
    first: date,
    last: date,
    known_at: datetime | None = None,
) -> dict[tuple[str, date], ExchangeRate]:
    """Return the rates of a source on some days that no later row corrects, as known then."""
    rows = ExchangeRate.objects.filter(source=source, currency__in=currencies)
    corrected = Q(corrected_by__isnull=False)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
        corrected &= Q(corrected_by__recorded_at__lte=known_at)
    found = rows.filter(day__range=(first, last)).exclude(corrected)
    return {(row.currency, row.day): row for row in found}


def quotes_between(
    source: str,
    currencies: Collection[str],
    first: date,
    last: date,
    *,
    known_at: datetime | None = None,
) -> list[Quote]:
    """Return the rates of a source that hold on some days, by day and currency."""
    found = in_force(source, currencies, first, last, known_at).values()
    quotes = (Quote(row.base_currency, row.currency, row.day, row.millionths) for row in found)
    return sorted(quotes, key=lambda quote: (quote.day, quote.currency))


def rates_mark() -> int:
    """Return a number that rises with every rate and correction that is recorded."""
    return int(ExchangeRate.objects.aggregate(last=Max("pk"))["last"] or 0)


def rate_sources() -> Sequence[tuple[str, str]]:
    """Return the sources of rates with their base, those in use last first."""
    grouped = ExchangeRate.objects.values("source", "base_currency").annotate(last=Max("pk"))
    rows = grouped.order_by("-last").values_list("source", "base_currency")
    return list(rows[:MOST_SOURCES])


def rates_page(
    actor: Actor,
    *,
    month: Period,
    source: str = "",
    currency: str = "",
    page: PageRequest = FIRST_PAGE,
) -> Page[RateRow]:
    """Return the rates of a month with their corrections, the latest day first."""
    require(actor, SEE)
    rows = _rows().filter(day__gte=month.starts_on, day__lt=month.ends_before)
    if source:
        rows = rows.filter(source=source)
    if currency:
        rows = rows.filter(currency=currency)
    ordered = rows.order_by("-day", "source", "currency", "-pk")
    return page.page(map(_row, ordered[slice(*page.bounds)]))


def rate_to_correct(actor: Actor, rate_id: int) -> RateRow:
    """Return a rate that holds so far.

    Raises: RateNotFound.
    """
    require(actor, SEE)
    row = _rows().filter(pk=rate_id, corrected_by__isnull=True).first()
    if row is None:
        raise RateNotFound(_("There is no such exchange rate, or it was corrected already."))
    return _row(row)


def _rows() -> QuerySet[ExchangeRate]:
    return ExchangeRate.objects.select_related("corrects", "corrected_by")


def _row(row: ExchangeRate) -> RateRow:
    return RateRow(
        row.pk,
        row.source,
        Quote(row.base_currency, row.currency, row.day, row.millionths),
        row.recorded_at,
        row.recorded_by,
        row.corrects.millionths if row.corrects else None,
        hasattr(row, "corrected_by"),
    )
