"""The frozen types of invoices and corrections; `finance.public` shows them to other rooms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from core.addresses import Address
from core.paging import Page

INVOICE, CORRECTION = "invoice", "correction"
CREDIT_NOTE, CREDIT_NOTE_CORRECTION = "credit_note", "credit_note_correction"
# What each kind of correction may correct.
ORIGINALS = {CORRECTION: INVOICE, CREDIT_NOTE_CORRECTION: CREDIT_NOTE}
SELF_BILLED = (CREDIT_NOTE, CREDIT_NOTE_CORRECTION)
CARD, TRANSFER = "card", "transfer"


@dataclass(frozen=True, slots=True)
class Party:
    """Who receives a document; a log or a traceback does not tell it."""

    name: str = field(repr=False)
    street: str = field(repr=False)
    postcode: str = field(repr=False)
    town: str = field(repr=False)
    country: str
    company: str = field(default="", repr=False)
    vat_id: str = field(default="", repr=False)
    extra: str = field(default="", repr=False)

    @property
    def address(self) -> Address:
        """Return where the party lives."""
        return Address(
            name=self.name,
            street=self.street,
            postcode=self.postcode,
            town=self.town,
            country=self.country,
            company=self.company,
            extra=self.extra,
        )


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """What was supplied, or taken back. Amounts are gross totals for the quantity, never below 0.

    Without a unit price the line only tells its total.
    """

    name: str
    sku: str
    quantity: int
    unit_gross_minor: int | None
    gross_minor: int
    tax_rate_bp: int


@dataclass(frozen=True, slots=True)
class PaymentNote:
    """How a document's amount was or will be paid: by CARD or TRANSFER, or nothing is said.

    Without `paid_on` an invoice asks for a transfer to the company's account with `reference`;
    on a correction it tells the way back.
    """

    method: str = ""
    paid_on: date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SelfBilled:
    """What a Gutschrift names besides: how its supplier is taxed, and the days of service.

    The document's recipient is the supplier, to whom the paper is sent; the company receives the
    service. `nets` are the lines' nets: VAT is on top of their sum.
    """

    tax_kind: str
    tax_number: str = field(repr=False)
    nets: tuple[int, ...]
    service_from: date
    service_to: date


@dataclass(frozen=True, slots=True)
class NewDocument:
    """An invoice, a Gutschrift or a correction to be issued.

    `key` makes a repeat harmless ("delivery:12"), `subject` is what the paper is about
    ("order:17"). `person_id` is whose key seals the addresses. A correction names the number it
    corrects and tells positive amounts: what the original is lowered by. `tax_note` says why a
    line bears no tax. An empty `series` means the kind's own ("RE", "RK", "GS", "GK").
    """

    kind: str
    key: str
    subject: str
    order_number: str
    account_id: int | None
    person_id: UUID
    recipient: Party
    language: str
    currency: str
    supplied_on: date | None
    lines: tuple[DocumentLine, ...]
    corrects: str | None = None
    payment_note: PaymentNote = PaymentNote()
    delivered_to: Party | None = None
    tax_note: str = ""
    series: str = ""
    self_billed: SelfBilled | None = None


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A document that stands, with the totals it carries."""

    document_id: int
    number: str
    gross_minor: int
    net_minor: int
    tax_minor: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in a list. `corrects` and `corrected_by` are numbers of other documents."""

    document_id: int
    number: str
    kind: str
    key: str
    subject: str
    order_number: str
    account_id: int | None
    issued_on: date
    currency: str
    gross_minor: int
    net_minor: int
    tax_minor: int
    corrects: str
    corrected_by: tuple[str, ...]
    recipient: str = field(default="", repr=False)

    @property
    def signed_gross_minor(self) -> int:
        """Return the amount as it counts: a correction lowers."""
        return -self.gross_minor if self.kind in ORIGINALS else self.gross_minor


@dataclass(frozen=True, slots=True)
class DocumentFilter:
    """Which documents a list shows: a number or order number, a kind, a month like "2026-03"."""

    query: str = ""
    kind: str = ""
    month: str = ""
    sort: str = "-number"


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A page of documents with what its rows add up to, corrections taken off, per currency."""

    rows: Page[DocumentRow]
    totals: tuple[tuple[str, int], ...]
