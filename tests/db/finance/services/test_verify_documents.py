"""The nightly look at papers finds a gap and a paper that is drawn otherwise."""

from __future__ import annotations

import pytest
from django.db import connection

from core import encryption
from finance.models import Document, DocumentRender
from finance.papers import drawing
from finance.public import document_pdf
from finance.services.verify_documents import verify_documents
from tests.db.finance.books import SYSTEM
from tests.db.finance.paperwork import AT, invoice, issued


@pytest.fixture
def papers(company: None) -> list[str]:
    """Issue and draw two invoices."""
    numbers = [issued(invoice(key)).number for key in ("a", "b")]
    for number in numbers:
        document_pdf(actor=SYSTEM, number=number, at=AT)
    return numbers


def test_papers_that_are_as_they_were_are_passed(papers: list[str]) -> None:
    assert verify_documents() == ()


def test_a_gap_that_somebody_cut_into_a_series_is_found(papers: list[str]) -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("finance_documentrender", "finance_documentline", "finance_document"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        first = Document.objects.get(number=papers[0]).pk
        cursor.execute("DELETE FROM finance_documentrender WHERE document_id = %s", [first])
        cursor.execute("DELETE FROM finance_documentline WHERE document_id = %s", [first])
        cursor.execute("DELETE FROM finance_document WHERE id = %s", [first])
    (finding,) = verify_documents()
    assert (finding.subject, finding.problem) == ("RE-2026", "series has a gap")


def test_a_paper_that_would_look_otherwise_is_found(
    papers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = drawing._source
    monkeypatch.setattr(drawing, "_source", lambda name: real(name).replace("Vielen Dank", "Dank"))
    assert {finding.subject for finding in verify_documents()} == set(papers)


def test_a_forgotten_recipient_is_no_finding(papers: list[str]) -> None:
    encryption.forget(Document.objects.get(number=papers[0]).person_id)
    assert verify_documents() == ()
    assert DocumentRender.objects.count() == 2
