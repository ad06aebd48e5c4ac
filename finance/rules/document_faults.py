"""What a document must tell before it may be issued; whatever is missing blocks it.

Source: § 14 (4) UStG; § 33 UStDV for small invoices, which need no recipient.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finance.document_facts import (
    CREDIT_NOTE,
    INVOICE,
    ORIGINALS,
    SELF_BILLED,
    DocumentLine,
    NewDocument,
    Party,
)
from finance.rules.self_billing import EU, THIRD_COUNTRY

SMALL_INVOICE_MINOR = 25_000
SELLER_FIELDS = ("name", "street", "postcode", "town", "country")
RECIPIENT_FIELDS = ("name", "street", "postcode", "town", "country")


@dataclass(frozen=True, slots=True)
class Seller:
    """The company's facts that a document cannot do without."""

    name: str
    street: str
    postcode: str
    town: str
    country: str
    tax_number: str
    vat_id: str
    iban: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is missing or wrong: whose it is, which field, which line (from 1)."""

    owner: str
    field: str
    line_no: int = 0


def document_faults(document: NewDocument, seller: Seller) -> Iterator[Fault]:
    """Yield everything that forbids to issue the document."""
    yield from _seller_faults(document, seller)
    yield from _head_faults(document)
    yield from _recipient_faults(document, seller)
    yield from _self_billed_faults(document, seller)
    for line_no, line in enumerate(document.lines, 1):
        for name in _line_faults(line, document.tax_note):
            yield Fault("line", name, line_no)


def is_small(document: NewDocument, seller: Seller) -> bool:
    """Tell whether the simplified form will do: at most 250 EUR, within Germany."""
    gross_minor = sum(line.gross_minor for line in document.lines)
    is_domestic = seller.country == "DE" and document.recipient.country in {"", "DE"}
    return is_domestic and document.currency == "EUR" and gross_minor <= SMALL_INVOICE_MINOR


def _seller_faults(document: NewDocument, seller: Seller) -> Iterator[Fault]:
    for name in SELLER_FIELDS:
        if not getattr(seller, name).strip():
            yield Fault("company", name)
    if not (seller.tax_number.strip() or seller.vat_id.strip()):
        yield Fault("company", "tax_number")
    asks_for_transfer = (
        document.kind == INVOICE
        and document.payment_note.method == "transfer"
        and document.payment_note.paid_on is None
    )
    if asks_for_transfer and not seller.iban.strip():
        yield Fault("company", "iban")


def _head_faults(document: NewDocument) -> Iterator[Fault]:
    if document.kind not in {INVOICE, CREDIT_NOTE, *ORIGINALS}:
        yield Fault("document", "kind")
    if document.supplied_on is None:
        yield Fault("document", "supplied_on")
    if not document.lines or not any(line.gross_minor for line in document.lines):
        yield Fault("document", "lines")
    if (document.kind in ORIGINALS) != bool(document.corrects):
        yield Fault("document", "corrects")
    if not document.currency.strip():
        yield Fault("document", "currency")


def _recipient_faults(document: NewDocument, seller: Seller) -> Iterator[Fault]:
    if document.kind in SELF_BILLED or not is_small(document, seller):
        yield from _party_faults("recipient", document.recipient)
    if document.delivered_to is not None:
        yield from _party_faults("delivered_to", document.delivered_to)


def _self_billed_faults(document: NewDocument, seller: Seller) -> Iterator[Fault]:
    """Source: § 14 (4) no. 2 UStG; § 14a (5) UStG where the recipient owes the VAT."""
    billed = document.self_billed
    if (document.kind in SELF_BILLED) != (billed is not None):
        yield Fault("document", "self_billed")
    if billed is None:
        return
    grosses = [line.gross_minor for line in document.lines]
    if len(billed.nets) != len(grosses) or any(
        not 0 <= net <= gross for net, gross in zip(billed.nets, grosses, strict=False)
    ):
        yield Fault("document", "nets")
    vat_id = document.recipient.vat_id.strip()
    if billed.tax_kind == EU:
        if not vat_id:
            yield Fault("document", "vat_id")
        if not seller.vat_id.strip():
            yield Fault("company", "vat_id")
    elif billed.tax_kind != THIRD_COUNTRY and not (vat_id or billed.tax_number.strip()):
        yield Fault("document", "tax_number")


def _party_faults(owner: str, party: Party) -> Iterator[Fault]:
    for name in RECIPIENT_FIELDS:
        text = getattr(party, name).strip()
        if not text and not (name == "name" and party.company.strip()):
            yield Fault(owner, name)


def _line_faults(line: DocumentLine, tax_note: str) -> Iterator[str]:
    if not line.name.strip():
        yield "name"
    if line.quantity < 1:
        yield "quantity"
    if line.gross_minor < 0 or _is_not_price_times_quantity(line):
        yield "gross_minor"
    if line.tax_rate_bp < 0 or (not line.tax_rate_bp and line.gross_minor and not tax_note):
        yield "tax_rate_bp"


def _is_not_price_times_quantity(line: DocumentLine) -> bool:
    unit = line.unit_gross_minor
    return unit is not None and unit * line.quantity != line.gross_minor
