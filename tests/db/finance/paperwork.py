"""Invoices and corrections for the tests of papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from core import encryption
from finance.document_facts import (
    CARD,
    CORRECTION,
    INVOICE,
    DocumentLine,
    IssuedDocument,
    NewDocument,
    Party,
    PaymentNote,
)
from finance.services.issue_document import issue_document

AT = datetime(2026, 3, 2, 11, tzinfo=UTC)
BEA = Party("Bea Kundin", "Lindenweg 3", "79098", "Freiburg", "DE")
CREAM = DocumentLine("Rosencreme", "CREAM", 2, 2990, 5980, 1900)
TEA = DocumentLine("Kräutertee", "TEA", 1, 850, 850, 700)


def invoice(key: str = "delivery:1", **changes: Any) -> NewDocument:
    """Return an invoice over two creams and a tea."""
    usual = NewDocument(
        kind=INVOICE,
        key=key,
        subject="order:17",
        order_number="100017",
        account_id=5,
        person_id=changes.pop("person_id", None) or encryption.new_person(),
        recipient=BEA,
        language="de",
        currency="EUR",
        supplied_on=date(2026, 3, 2),
        lines=(CREAM, TEA),
        payment_note=PaymentNote(CARD, date(2026, 3, 1)),
    )
    return replace(usual, **changes)


def correction(of: str, key: str = "return:1", **changes: Any) -> NewDocument:
    """Return a correction that takes one cream back."""
    one = replace(CREAM, quantity=1, gross_minor=2990)
    return invoice(key, **{"kind": CORRECTION, "corrects": of, "lines": (one,), **changes})


def issued(document: NewDocument | None = None, at: datetime = AT) -> IssuedDocument:
    """Issue a document."""
    return issue_document(document=document or invoice(), at=at)
