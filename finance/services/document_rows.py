"""What a paper is made of before it is stored: its place, its sums, its words, its lines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from core import encryption
from core.company import Company
from core.tax import Taxed, TaxPart, tax_document, tax_of_nets
from finance.document_facts import (
    CORRECTION,
    CREDIT_NOTE,
    CREDIT_NOTE_CORRECTION,
    INVOICE,
    NewDocument,
)
from finance.models import Document, DocumentLine, Letterhead
from finance.papers.content import TEMPLATE, Identity, content_of, paper_language
from finance.papers.credit_content import CREDIT_TEMPLATE, credit_content_of
from finance.rules.document_faults import Seller, document_faults
from finance.services.document_refusals import refusal_of

SERIES = {INVOICE: "RE", CORRECTION: "RK", CREDIT_NOTE: "GS", CREDIT_NOTE_CORRECTION: "GK"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands in its series."""

    series: str
    year: int
    sequence: int

    @property
    def number(self) -> str:
        """Return what people call the document."""
        return f"{self.series}-{self.year}-{self.sequence:06d}"


@dataclass(frozen=True, slots=True)
class Issue:
    """Who issues, when, and under which letterhead."""

    seller: Company
    letterhead: Letterhead
    issued_on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper that only its seal is missing from: its row, its words, the nets of its lines."""

    document: NewDocument
    row: Document
    words: str
    nets: tuple[int, ...]

    def lines(self) -> Iterator[DocumentLine]:
        """Return its lines, once its row is stored."""
        for position, (line, net) in enumerate(zip(self.document.lines, self.nets, strict=True), 1):
            yield DocumentLine(
                document=self.row,
                position=position,
                name=line.name,
                sku=line.sku,
                quantity=line.quantity,
                unit_gross_minor=line.unit_gross_minor,
                gross_minor=line.gross_minor,
                net_minor=net,
                tax_rate_bp=line.tax_rate_bp,
            )


def draft_of(document: NewDocument, place: Place, issue: Issue, original: Document | None) -> Draft:
    """Put a paper together; nothing is stored."""
    taxed = _taxed(document)
    corrects_of = original.issued_on if original else None
    identity = Identity(place.number, issue.issued_on, document.corrects or "", corrects_of)
    template, content = _content(document, identity, taxed.parts, issue.seller)
    row = _row(document, place, taxed, issue)
    row.corrects, row.template = original, template
    return Draft(document, row, json.dumps(content), taxed.line_nets)


def insist_on_facts(documents: Sequence[NewDocument], seller: Company) -> None:
    """Refuse papers from which something is missing.

    Raises: CompanyFactMissing; RecipientFactMissing. InvariantBroken — lines that no input of a
    person can lead to.
    """
    told = _seller(seller)
    for document in documents:
        for fault in document_faults(document, told):
            raise refusal_of(fault)


def digest_of(document: NewDocument) -> str:
    """Return what tells whether a repeat asks for the same paper."""
    told = asdict(document)
    if document.self_billed is None:
        # Papers were issued before there were Gutschriften; their keys stay good.
        del told["self_billed"]
    return encryption.blind_index(json.dumps(told, sort_keys=True, default=_as_text))


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _taxed(document: NewDocument) -> Taxed:
    """Take VAT out of what customers pay; on a Gutschrift it is on top of the net."""
    rates = [(line.tax_rate_bp, line.gross_minor) for line in document.lines]
    billed = document.self_billed
    if billed is None:
        return tax_document(rates)
    return tax_of_nets([(*one, net) for one, net in zip(rates, billed.nets, strict=True)])


def _content(
    document: NewDocument, identity: Identity, taxes: tuple[TaxPart, ...], seller: Company
) -> tuple[str, dict[str, Any]]:
    """Return the template and every word on it."""
    if document.self_billed is None:
        return TEMPLATE, content_of(document, identity, taxes, seller)
    return CREDIT_TEMPLATE, credit_content_of(document, identity, taxes, seller)


def _seller(seller: Company) -> Seller:
    return Seller(
        name=seller.name,
        street=seller.street,
        postcode=seller.postcode,
        town=seller.town,
        country=seller.country,
        tax_number=seller.tax_number,
        vat_id=seller.vat_id,
        iban=seller.iban,
    )


def _row(document: NewDocument, place: Place, taxed: Taxed, issue: Issue) -> Document:
    assert document.supplied_on is not None  # document_faults has insisted on it
    return Document(
        kind=document.kind,
        series=place.series,
        year=place.year,
        sequence=place.sequence,
        number=place.number,
        key=document.key,
        request_digest=digest_of(document),
        subject=document.subject,
        order_number=document.order_number,
        account_id=document.account_id,
        person_id=document.person_id,
        language=paper_language(document.language),
        currency=document.currency,
        issued_on=issue.issued_on,
        issued_at=issue.at,
        supplied_on=document.supplied_on,
        gross_minor=taxed.gross_minor,
        net_minor=taxed.net_minor,
        tax_minor=taxed.gross_minor - taxed.net_minor,
        line_count=len(document.lines),
        letterhead=issue.letterhead,
    )
