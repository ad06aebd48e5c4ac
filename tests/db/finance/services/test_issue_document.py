"""Issuing papers: numbers without gaps, one per key, nothing changes afterwards."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core import encryption
from finance.models import Document, DocumentLine
from finance.selectors.documents import documents_of
from finance.services.document_refusals import CompanyFactMissing, RecipientFactMissing
from finance.services.issue_document import (
    CorrectionTooHigh,
    DocumentKeyUsed,
    OriginalNotFound,
)
from tests.db.finance.books import found_company
from tests.db.finance.paperwork import AT, BEA, CREAM, TEA, correction, invoice, issued

COUNT = 200


def test_an_invoice_takes_the_tax_out_of_each_rates_sum(company: None) -> None:
    done = issued()
    assert (done.number, done.gross_minor, done.net_minor) == ("RE-2026-000001", 6830, 5819)
    lines = DocumentLine.objects.order_by("position").values_list("gross_minor", "net_minor")
    assert list(lines) == [(5980, 5025), (850, 794)]


def test_numbers_follow_each_other_and_begin_anew_each_year_and_kind(company: None) -> None:
    first, second = issued(invoice("a")), issued(invoice("b"))
    taken_back = issued(correction(second.number))
    next_year = issued(invoice("c"), datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    numbers = [each.number for each in (first, second, taken_back, next_year)]
    assert numbers == ["RE-2026-000001", "RE-2026-000002", "RK-2026-000001", "RE-2027-000001"]


def test_the_same_key_issues_once(company: None) -> None:
    document = invoice()
    assert issued(document) == issued(document)
    assert Document.objects.count() == 1


def test_the_same_key_for_something_else_is_refused(company: None) -> None:
    document = invoice()
    issued(document)
    with pytest.raises(DocumentKeyUsed):
        issued(replace(document, lines=(TEA,)))


def test_a_rolled_back_invoice_leaves_no_gap(company: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        issued(invoice("lost"))
        raise ZeroDivisionError
    assert issued(invoice("kept")).number == "RE-2026-000001"


@pytest.mark.django_db(transaction=True)
def test_200_parallel_invoices_are_unique_and_contiguous() -> None:
    """Every seventh fails after it has its number; what stays has no gap."""
    found_company()
    person_id = encryption.new_person()
    begin = threading.Barrier(8)

    def work(worker: int) -> None:
        begin.wait()
        try:
            for number in range(worker, COUNT, 8):
                attempt(number)
        finally:
            connection.close()

    def attempt(number: int) -> None:
        try:
            with transaction.atomic():
                issued(invoice(f"delivery:{number}", person_id=person_id))
                if number % 7 == 0:
                    raise ZeroDivisionError
        except ZeroDivisionError:
            with transaction.atomic():
                issued(invoice(f"delivery:{number}", person_id=person_id))

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(work, worker) for worker in range(8)]:
            done.result()
    rows = Document.objects.values_list("sequence", "number")
    assert sorted(sequence for sequence, _number in rows) == list(range(1, COUNT + 1))
    assert len({number for _sequence, number in rows}) == COUNT


def test_a_number_that_skips_one_is_refused_by_the_database(company: None) -> None:
    issued()
    row = Document.objects.get()
    row.pk, row.key, row.sequence, row.number = None, "other", 3, "RE-2026-000003"
    with pytest.raises(IntegrityError, match="gap"), transaction.atomic():
        row.save(force_insert=True)


def test_a_paper_is_neither_changed_nor_deleted(company: None) -> None:
    issued()
    for change in (
        lambda: Document.objects.update(gross_minor=1, net_minor=1, tax_minor=0),
        lambda: DocumentLine.objects.update(name="other"),
        lambda: connection.cursor().execute("DELETE FROM finance_documentline"),
        lambda: connection.cursor().execute("DELETE FROM finance_document"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_paper_gets_no_further_line(company: None) -> None:
    issued()
    line = DocumentLine.objects.get(position=2)
    line.pk, line.position = None, 3
    with pytest.raises(IntegrityError, match="add up"), transaction.atomic():
        line.save(force_insert=True)
        connection.check_constraints()


def test_a_correction_and_its_original_name_each_other(company: None) -> None:
    original = issued()
    taken_back = issued(correction(original.number))
    rows = {row.number: row for row in documents_of("order:17")}
    assert rows[original.number].corrected_by == (taken_back.number,)
    assert rows[taken_back.number].corrects == original.number
    assert rows[taken_back.number].signed_gross_minor == -2990


def test_no_more_is_taken_back_than_was_invoiced(company: None) -> None:
    original = issued()
    issued(correction(original.number, "return:1"))
    issued(correction(original.number, "return:2"))
    with pytest.raises(CorrectionTooHigh):
        issued(correction(original.number, "return:3"))


def test_a_correction_stays_within_each_tax_rate(company: None) -> None:
    original = issued()
    as_tea = replace(CREAM, quantity=1, gross_minor=2990, tax_rate_bp=700)
    with pytest.raises(CorrectionTooHigh):
        issued(correction(original.number, lines=(as_tea,)))


@pytest.mark.parametrize("number", ["RE-2026-000099", "RK-2026-000001"])
def test_only_an_invoice_that_exists_is_corrected(company: None, number: str) -> None:
    issued(correction(issued().number))
    with pytest.raises(OriginalNotFound):
        issued(correction(number, "return:2"))


@pytest.mark.django_db
def test_without_a_tax_number_nothing_is_issued_and_the_refusal_says_where_to_fill_it() -> None:
    found_company(tax_number="", vat_id="")
    with pytest.raises(CompanyFactMissing, match="tax number") as refused:
        issued()
    assert refused.value.facts == {"field": "tax_number"}
    assert "company's settings" in refused.value.message
    assert not Document.objects.exists()


@pytest.mark.parametrize("field", ["name", "street", "postcode", "town", "country"])
def test_an_incomplete_recipient_blocks_the_invoice(company: None, field: str) -> None:
    much = replace(CREAM, quantity=10, gross_minor=29900)
    with pytest.raises(RecipientFactMissing) as refused:
        issued(invoice(recipient=replace(BEA, **{field: " "}), lines=(much,)))
    assert refused.value.facts == {"field": f"recipient.{field}"}
    assert not Document.objects.exists()


def test_a_paper_tells_no_name_in_the_clear(company: None) -> None:
    issued()
    row = Document.objects.values().get()
    assert b"Bea" not in bytes(row.pop("content_sealed"))
    assert "Bea" not in str(row)


def test_at_is_the_moment_of_issue_and_the_day_is_the_companys(company: None) -> None:
    issued(at=AT.replace(hour=23, minute=30))
    row = Document.objects.get()
    assert (row.issued_on.isoformat(), row.issued_at.hour) == ("2026-03-03", 23)
