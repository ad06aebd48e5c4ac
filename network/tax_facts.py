"""The frozen types about members' taxes; what names a person does not appear in `repr`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from core.addresses import Address


@dataclass(frozen=True, slots=True)
class TaxFacts:
    """What a Gutschrift names of the member that supplied the service."""

    address: Address = field(repr=False)
    tax_number: str = field(default="", repr=False)
    vat_id: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NewTaxDeclaration:
    """What a member declares from a day on; `evidence` says what was handed in to prove it."""

    kind: str
    valid_from: date
    facts: TaxFacts = field(repr=False)
    evidence: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ImportedTaxStatus:
    """A status that the company knows from elsewhere."""

    member_id: int
    kind: str
    valid_from: date
    facts: TaxFacts = field(repr=False)


@dataclass(frozen=True, slots=True)
class TaxSpan:
    """A confirmed status over days, half-open; an open end is None."""

    kind: str
    valid_from: date
    valid_until: date | None
    declaration_id: int

    def covers(self, day: date) -> bool:
        """Tell whether the status holds on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class Supplier:
    """A member as somebody whom Gutschriften are written to."""

    member_id: int
    account_id: int
    person_id: UUID
    language: str
    has_agreed: bool
    spans: tuple[TaxSpan, ...]

    def span_on(self, day: date) -> TaxSpan | None:
        """Return the status of a day, or None where none is known."""
        return next((span for span in self.spans if span.covers(day)), None)


@dataclass(frozen=True, slots=True)
class TaxDeclarationRow:
    """A declaration for the member and for whoever decides about it."""

    declaration_id: int
    member_id: int
    kind: str
    valid_from: date
    declared_at: datetime
    decision: str
    decided_at: datetime | None
    decided_by: str
    facts: TaxFacts | None = field(default=None, repr=False)
    evidence: str = field(default="", repr=False)
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class SelfBilling:
    """Whether Gutschriften are agreed: which wording when, and until when if revoked."""

    version: str
    agreed_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class TaxFile:
    """Everything about a member's taxes: what holds today, what waits, what was before.

    `missing` names what keeps Gutschriften from being written: "status", "confirmation",
    "agreement"; nothing missing is an empty tuple.
    """

    member_id: int
    today: TaxSpan | None
    spans: tuple[TaxSpan, ...]
    declarations: tuple[TaxDeclarationRow, ...]
    agreements: tuple[SelfBilling, ...]
    missing: tuple[str, ...]

    @property
    def waiting(self) -> TaxDeclarationRow | None:
        """Return the declaration nobody has decided about yet."""
        return next((row for row in self.declarations if not row.decision), None)

    @property
    def agreement(self) -> SelfBilling | None:
        """Return the agreement in force."""
        return next((one for one in self.agreements if one.revoked_at is None), None)
