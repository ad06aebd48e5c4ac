"""Exchange rates are recorded once a day; a correction is a row that names what it corrects."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.models import AuditEntry
from core.paging import PageRequest
from core.periods import Period
from core.policy import NotAllowed
from finance.models import ExchangeRate
from finance.public import (
    BadRate,
    BadRateFile,
    Quote,
    RateKnown,
    RateNotFound,
    check_rate_file,
    import_rates,
    quotes_between,
    rate_sources,
    rates_mark,
    rates_page,
    record_rate,
)
from tests.db.finance.books import AT, PARTNER, PREPARER

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]
ECB = "EZB-Referenzkurs"
DAY, NEXT = date(2026, 1, 15), date(2026, 1, 16)
LATER = AT + timedelta(hours=1)
FILE = b"Date,USD,CHF,\n2026-01-16,1.0823,0.9345,\n2026-01-15,1.08,N/A,\n"


def record(
    millionths: int, *, corrects: int | None = None, base: str = "EUR", source: str = ECB
) -> int:
    quote = Quote(base, "CHF", DAY, millionths)
    at = LATER if corrects else AT
    return record_rate(source=source, quote=quote, actor=PREPARER, at=at, corrects=corrects)


def take(content: bytes, source: str = ECB) -> tuple[int, int]:
    found = import_rates(content=content, source=source, actor=PREPARER, at=AT)
    return len(found.new), found.known


def test_a_rate_is_recorded_once() -> None:
    first = record(934_500)
    assert record(934_500) == first
    assert AuditEntry.objects.filter(action="finance.record_rates").count() == 1
    with pytest.raises(RateKnown):
        record(934_600)
    assert quotes_between(ECB, ["CHF"], DAY, DAY) == [Quote("EUR", "CHF", DAY, 934_500)]


def test_a_correction_names_the_rate_that_held() -> None:
    first = record(934_500)
    second = record(953_400, corrects=first)
    assert rates_mark() == second
    assert quotes_between(ECB, ["CHF"], DAY, DAY) == [Quote("EUR", "CHF", DAY, 953_400)]
    assert quotes_between(ECB, ["CHF"], DAY, DAY, known_at=AT) == [
        Quote("EUR", "CHF", DAY, 934_500)
    ]
    with pytest.raises(RateKnown):
        record(900_000, corrects=first)
    rows = rates_page(PREPARER, month=Period("2026-01")).items
    assert [(row.is_corrected, row.was_millionths) for row in rows] == [
        (False, 934_500),
        (True, None),
    ]


def test_nothing_is_corrected_that_is_not_there() -> None:
    with pytest.raises(RateNotFound):
        record(934_500, corrects=17)


def test_a_source_has_one_base() -> None:
    record(934_500)
    with pytest.raises(BadRate, match="what one EUR is worth"):
        record(934_500, base="USD")
    record(934_500, base="USD", source="Hausbank")
    assert rate_sources() == [("Hausbank", "USD"), (ECB, "EUR")]


@pytest.mark.parametrize(
    "quote",
    [Quote("EUR", "EUR", DAY, 1), Quote("EUR", "XXX", DAY, 1), Quote("EUR", "CHF", DAY, 0)],
)
def test_what_is_no_rate_is_refused(quote: Quote) -> None:
    with pytest.raises(BadRate):
        record_rate(source=ECB, quote=quote, actor=PREPARER, at=AT)


@pytest.mark.parametrize("source", ["", " EZB", "E" * 61])
def test_a_source_has_a_name(source: str) -> None:
    with pytest.raises(BadRate):
        record(934_500, source=source)


def test_a_file_is_taken_in_once() -> None:
    checked = check_rate_file(content=FILE, source=ECB, actor=PREPARER)
    assert (len(checked.new), checked.days, checked.currencies) == (3, (NEXT, DAY), ("CHF", "USD"))
    assert not ExchangeRate.objects.exists()
    assert take(FILE) == (3, 0)
    assert take(FILE) == (0, 3)
    assert ExchangeRate.objects.count() == 3
    assert AuditEntry.objects.filter(subject="rate_file").count() == 1


def test_a_file_that_says_something_else_changes_nothing() -> None:
    record(934_500)
    with pytest.raises(BadRateFile, match="CHF 2026-01-15 is recorded with another rate"):
        take(b"2026-01-14 EUR/CHF 0.93\n2026-01-15 EUR/CHF 0.99")
    assert ExchangeRate.objects.count() == 1


def test_a_line_that_cannot_be_read_is_named() -> None:
    with pytest.raises(BadRateFile, match="Line 2: “one” is no rate"):
        take(b"Date,USD,\n2026-01-15,one,")
    with pytest.raises(BadRateFile, match=r"EUR, USD"):
        take(b"2026-01-15 EUR/CHF 0.93\n2026-01-15 USD/GBP 0.8")


def test_a_file_takes_few_statements() -> None:
    lines = [f"{DAY + timedelta(days=n)} EUR/USD 1.08" for n in range(900)]
    with CaptureQueriesContext(connection) as captured:
        take("\n".join(lines).encode())
    assert len(captured) <= 8


def test_a_month_is_listed_page_by_page() -> None:
    take("\n".join(f"2026-01-{day:02} EUR/USD 1.08" for day in range(1, 31)).encode())
    page = rates_page(PREPARER, month=Period("2026-01"), page=PageRequest(2))
    assert (len(page.items), page.has_next) == (5, False)
    assert not rates_page(PREPARER, month=Period("2026-02")).items
    assert not rates_page(PREPARER, month=Period("2026-01"), currency="CHF").items
    assert not rates_page(PREPARER, month=Period("2026-01"), source="other").items


def test_partners_neither_see_nor_record_rates() -> None:
    quote = Quote("EUR", "CHF", DAY, 934_500)
    with pytest.raises(NotAllowed):
        record_rate(source=ECB, quote=quote, actor=PARTNER, at=AT)
    with pytest.raises(NotAllowed):
        import_rates(content=FILE, source=ECB, actor=PARTNER, at=AT)
    with pytest.raises(NotAllowed):
        check_rate_file(content=FILE, source=ECB, actor=PARTNER)
    with pytest.raises(NotAllowed):
        rates_page(PARTNER, month=Period("2026-01"))


def test_the_database_keeps_rates_as_they_were() -> None:
    first = record(934_500)
    row = {"source": ECB, "base_currency": "EUR", "currency": "CHF", "recorded_at": AT}
    broken = (
        {**row, "day": DAY, "millionths": 1},  # twice
        {**row, "day": NEXT, "millionths": 1, "corrects_id": first},  # of another day
        {**row, "day": NEXT, "millionths": 1, "base_currency": "USD"},  # a second base
        {**row, "day": NEXT, "millionths": 0},
    )
    for values in broken:
        with pytest.raises(IntegrityError), transaction.atomic():
            ExchangeRate.objects.create(**values)
    for change in (
        lambda: ExchangeRate.objects.update(millionths=1),
        lambda: ExchangeRate.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
