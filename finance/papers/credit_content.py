"""The words of a Gutschrift, ready to be set: written once at issue and kept sealed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import formats, translation

from core.addresses import address_lines
from core.company import Company
from core.money import format_money
from core.rates import format_rate
from core.tax import TaxPart
from finance.document_facts import ORIGINALS, NewDocument
from finance.papers.content import Identity, paper_language

CREDIT_TEMPLATE = "credit_note-1"


def credit_content_of(
    document: NewDocument, identity: Identity, taxes: tuple[TaxPart, ...], company: Company
) -> dict[str, Any]:
    """Return every word and amount that stands on a Gutschrift or its correction.

    Source: § 14 (4) UStG: the supplier's name, address and number, the company's as recipient,
    the day of issue, the number, the days of service, net, rate and VAT, and the word itself.
    """
    billed, language = document.self_billed, paper_language(document.language)
    assert billed is not None  # document_faults has insisted on it
    sign = -1 if document.kind in ORIGINALS else 1
    tax = taxes[0]

    def money(minor: int) -> str:
        return format_money(sign * minor, document.currency, language)

    with translation.override(language):
        return {
            "kind": document.kind,
            "number": identity.number,
            "issued_on": _day(identity.issued_on, language),
            "period": _period(billed.service_from, billed.service_to, language),
            "corrects": identity.corrects,
            "corrects_of": _day(identity.corrects_of, language),
            "recipient": list(address_lines(document.recipient.address, home=company.country)),
            "supplier": {
                "lines": list(address_lines(document.recipient.address, home=company.country)),
                "number": document.subject.rpartition(":")[2],
                "tax_number": billed.tax_number,
                "vat_id": document.recipient.vat_id,
            },
            "company": {
                "lines": _company_lines(company),
                "tax_number": "" if company.vat_id else company.tax_number,
                "vat_id": company.vat_id,
            },
            "lines": [
                {"name": line.name, "net": money(net)}
                for line, net in zip(document.lines, billed.nets, strict=True)
            ],
            "rate": format_rate(tax.rate_bp, language) if tax.rate_bp else "",
            "net": money(tax.net_minor),
            "tax": money(tax.tax_minor),
            "gross": money(tax.gross_minor),
            "tax_note": document.tax_note,
        }


def _company_lines(company: Company) -> list[str]:
    return [company.name, company.street, f"{company.postcode} {company.town}"]


def _period(first: date, last: date, language: str) -> str:
    if first == last:
        return _day(first, language)
    return f"{_day(first, language)} – {_day(last, language)}"


def _day(day: date | None, language: str) -> str:
    pattern = "j. F Y" if language == "de" else "j F Y"
    return formats.date_format(day, pattern) if day else ""
