"""Issue an invoice, a Gutschrift or a correction: checked, numbered without gaps, sealed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from core import encryption
from core.company import Company, company, local_date
from core.errors import Conflict, NotFound, Refused
from core.locks import Lock, take
from core.tax import Taxed, TaxPart, tax_document, tax_of_nets
from finance.document_facts import (
    CORRECTION,
    CREDIT_NOTE,
    CREDIT_NOTE_CORRECTION,
    INVOICE,
    ORIGINALS,
    IssuedDocument,
    NewDocument,
)
from finance.models import Document, DocumentLine
from finance.papers.content import TEMPLATE, Identity, content_of, paper_language
from finance.papers.credit_content import CREDIT_TEMPLATE, credit_content_of
from finance.rules.document_faults import Seller, document_faults
from finance.services.document_refusals import refusal_of
from finance.services.letterheads import keep_letterhead

SERIES = {INVOICE: "RE", CORRECTION: "RK", CREDIT_NOTE: "GS", CREDIT_NOTE_CORRECTION: "GK"}


class DocumentKeyUsed(Conflict):
    """The key has issued something else; a repeat must be the same request."""

    code = "finance.document_key_used"


class OriginalNotFound(NotFound):
    """There is no invoice of this number to be corrected."""

    code = "finance.original_not_found"


class CorrectionTooHigh(Refused):
    """More would be taken back, at one tax rate, than the original and its corrections leave."""

    code = "finance.correction_too_high"


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a document stands in its series."""

    series: str
    year: int
    sequence: int

    @property
    def number(self) -> str:
        return f"{self.series}-{self.year}-{self.sequence:06d}"


@transaction.atomic
def issue_document(*, document: NewDocument, at: datetime) -> IssuedDocument:
    """Issue a document in the caller's transaction, or find the one this key has issued.

    Its number is taken last: the series stays locked until the transaction ends, and a rollback
    leaves no gap. A document whose lines are all free is refused: nothing is owed, so nothing is
    invoiced. Who may issue is asked by the use case that calls.

    Raises: CompanyFactMissing; RecipientFactMissing; OriginalNotFound; CorrectionTooHigh;
    DocumentKeyUsed. InvariantBroken — lines that no input of a person can lead to.
    """
    seller, issued_on = company(), local_date(at)
    for fault in document_faults(document, _seller(seller)):
        raise refusal_of(fault)
    series = document.series or SERIES[document.kind]
    take(Lock.SERIES, *_locks(document, series, issued_on.year))
    if known := _issued_before(document):
        return known
    original = _original(document)
    place = _Place(series, issued_on.year, _next_sequence(series, issued_on.year))
    taxed = _taxed(document)
    corrects_of = original.issued_on if original else None
    identity = Identity(place.number, issued_on, document.corrects or "", corrects_of)
    template, content = _content(document, identity, taxed.parts, seller)
    row = _row(document, place, taxed, seller, at)
    row.issued_on, row.corrects, row.template = issued_on, original, template
    row.content_sealed = encryption.seal(document.person_id, json.dumps(content))
    row.save(force_insert=True)
    _write_lines(row, document, taxed.line_nets)
    return _issued(row)


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


def _locks(document: NewDocument, series: str, year: int) -> list[str]:
    """Lock the series, the key and what is corrected, so that each is decided by one at a time."""
    locks = [f"document:{series}-{year}", f"document-key:{document.key}"]
    return [*locks, f"document-number:{document.corrects}"] if document.corrects else locks


def _issued_before(document: NewDocument) -> IssuedDocument | None:
    row = Document.objects.filter(key=document.key).first()
    if row is None:
        return None
    if row.request_digest != _digest(document):
        text = _("This key has issued another document, %(number)s. Use a new key.")
        raise DocumentKeyUsed(text % {"number": row.number}, document=row.pk)
    return _issued(row)


def _digest(document: NewDocument) -> str:
    told = asdict(document)
    if document.self_billed is None:
        # Papers were issued before there were Gutschriften; their keys stay good.
        del told["self_billed"]
    return encryption.blind_index(json.dumps(told, sort_keys=True, default=_as_text))


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _original(document: NewDocument) -> Document | None:
    """Return what is corrected, after checking that as much is left of it.

    Raises: OriginalNotFound; CorrectionTooHigh.
    """
    if not document.corrects:
        return None
    found = Document.objects.filter(number=document.corrects, kind=ORIGINALS[document.kind]).first()
    if found is None or found.currency != document.currency:
        text = _("There is no document %(number)s in %(currency)s to be corrected.")
        said = {"number": document.corrects, "currency": document.currency}
        raise OriginalNotFound(text % said)
    left = _left_by_rate(found)
    for line in document.lines:
        left[line.tax_rate_bp] = left.get(line.tax_rate_bp, 0) - line.gross_minor
    if min(left.values()) < 0:
        text = _("Document %(number)s has less left than this correction takes back.")
        raise CorrectionTooHigh(text % {"number": found.number}, document=found.pk)
    return found


def _left_by_rate(original: Document) -> dict[int, int]:
    sums = DocumentLine.objects.values_list("tax_rate_bp").annotate(sum=Sum("gross_minor"))
    left = dict(sums.filter(document=original))
    for rate_bp, gross_minor in sums.filter(document__corrects=original):
        left[rate_bp] -= gross_minor
    return left


def _next_sequence(series: str, year: int) -> int:
    """Return the next number; the caller holds the series' lock."""
    rows = Document.objects.filter(series=series, year=year)
    return int(rows.aggregate(last=Max("sequence"))["last"] or 0) + 1


def _row(
    document: NewDocument, place: _Place, taxed: Taxed, seller: Company, at: datetime
) -> Document:
    assert document.supplied_on is not None  # document_faults has insisted on it
    return Document(
        kind=document.kind,
        series=place.series,
        year=place.year,
        sequence=place.sequence,
        number=place.number,
        key=document.key,
        request_digest=_digest(document),
        subject=document.subject,
        order_number=document.order_number,
        account_id=document.account_id,
        person_id=document.person_id,
        language=paper_language(document.language),
        currency=document.currency,
        issued_at=at,
        supplied_on=document.supplied_on,
        gross_minor=taxed.gross_minor,
        net_minor=taxed.net_minor,
        tax_minor=taxed.gross_minor - taxed.net_minor,
        line_count=len(document.lines),
        letterhead=keep_letterhead(seller, at=at),
    )


def _write_lines(row: Document, document: NewDocument, nets: Sequence[int]) -> None:
    DocumentLine.objects.bulk_create(
        DocumentLine(
            document=row,
            position=position,
            name=line.name,
            sku=line.sku,
            quantity=line.quantity,
            unit_gross_minor=line.unit_gross_minor,
            gross_minor=line.gross_minor,
            net_minor=net,
            tax_rate_bp=line.tax_rate_bp,
        )
        for position, (line, net) in enumerate(zip(document.lines, nets, strict=True), 1)
    )


def _issued(row: Document) -> IssuedDocument:
    return IssuedDocument(row.pk, row.number, row.gross_minor, row.net_minor, row.tax_minor)
