"""The words of a document, ready to be set: written once at issue and kept sealed.

Whatever formats money or dates later, a document keeps the words it was issued with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import formats, translation

from core.addresses import address_lines
from core.company import Company
from core.money import format_money
from core.rates import format_rate
from core.tax import TaxPart
from finance.document_facts import CORRECTION, INVOICE, TRANSFER, NewDocument
from finance.papers.transfer_code import transfer_code

TEMPLATE = "document-1"
LANGUAGES = ("de", "en")


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes a request a document: its number and day, and the original it corrects."""

    number: str
    issued_on: date
    corrects: str = ""
    corrects_of: date | None = None


def paper_language(language: str) -> str:
    """Return the language a paper is written in: the reader's, or English."""
    return language[:2] if language[:2] in LANGUAGES else "en"


def content_of(
    document: NewDocument, identity: Identity, taxes: tuple[TaxPart, ...], seller: Company
) -> dict[str, Any]:
    """Return every word and amount that stands on the document."""
    pen = _Pen(paper_language(document.language), document)
    with translation.override(pen.language):
        return {
            "kind": document.kind,
            "number": identity.number,
            "issued_on": pen.day(identity.issued_on),
            "supplied_on": pen.day(document.supplied_on),
            "order_number": document.order_number,
            "corrects": identity.corrects,
            "corrects_of": pen.day(identity.corrects_of),
            "recipient": pen.lines_of(document.recipient.address, seller.country),
            "recipient_vat_id": document.recipient.vat_id,
            "delivered_to": _delivered_to(document, pen, seller),
            "lines": [
                {
                    "name": line.name,
                    "sku": line.sku,
                    "quantity": str(line.quantity),
                    "unit": "" if line.unit_gross_minor is None else pen.sum(line.unit_gross_minor),
                    "rate": format_rate(line.tax_rate_bp, pen.language),
                    "gross": pen.sum(line.gross_minor),
                }
                for line in document.lines
            ],
            **_totals(taxes, pen),
            "tax_note": document.tax_note,
            "payment": _payment(document, sum(tax.gross_minor for tax in taxes), pen, seller),
        }


class _Pen:
    """Writes amounts and days in the paper's language; a correction's amounts carry a minus."""

    def __init__(self, language: str, document: NewDocument) -> None:
        self.language = language
        self._currency = document.currency
        self._sign = -1 if document.kind == CORRECTION else 1

    def sum(self, minor: int) -> str:
        return format_money(self._sign * minor, self._currency, self.language)

    def plain(self, minor: int) -> str:
        return format_money(minor, self._currency, self.language)

    def day(self, day: date | None) -> str:
        pattern = "j. F Y" if self.language == "de" else "j F Y"
        return formats.date_format(day, pattern) if day else ""

    def lines_of(self, address: Any, home: str) -> list[str]:
        """Write an address; where nothing is known of one, nothing stands."""
        return list(address_lines(address, home=home)) if address.town or address.name else []


def _delivered_to(document: NewDocument, pen: _Pen, seller: Company) -> list[str]:
    other = document.delivered_to
    if other is None or other.address == document.recipient.address:
        return []
    return pen.lines_of(other.address, seller.country)


def _totals(taxes: tuple[TaxPart, ...], pen: _Pen) -> dict[str, Any]:
    return {
        "taxes": [
            {
                "rate": format_rate(tax.rate_bp, pen.language),
                "net": pen.sum(tax.net_minor),
                "tax": pen.sum(tax.tax_minor),
                "gross": pen.sum(tax.gross_minor),
            }
            for tax in taxes
        ],
        "net": pen.sum(sum(tax.net_minor for tax in taxes)),
        "tax": pen.sum(sum(tax.tax_minor for tax in taxes)),
        "gross": pen.sum(sum(tax.gross_minor for tax in taxes)),
    }


def _payment(document: NewDocument, gross_minor: int, pen: _Pen, seller: Company) -> dict[str, str]:
    note = document.payment_note
    asks = document.kind == INVOICE and note.method == TRANSFER and note.paid_on is None
    reference = note.reference or document.order_number
    return {
        "method": note.method,
        "paid_on": pen.day(note.paid_on),
        "amount": pen.plain(gross_minor),
        "reference": reference,
        "code": transfer_code(seller, gross_minor, document.currency, reference) if asks else "",
    }
