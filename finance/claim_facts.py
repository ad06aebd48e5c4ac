"""The frozen types of what vests, is kept back and is taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class VestedPart:
    """What has vested for a payee: net, `reserve_minor` of it is kept until `reserve_until`.

    `service_on` is the day of the order, whose tax status counts; `reference` names the run whose
    line it is.
    """

    payee: str
    reference: str
    service_on: date
    vested_on: date
    amount_minor: int
    reserve_minor: int = 0
    reserve_until: date | None = None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a payee loses again of an order that has vested: net, above zero.

    `reference` names the run that corrects, `corrects` the one whose line it was; `service_on` is
    the original's.
    """

    payee: str
    reference: str
    corrects: str
    service_on: date
    amount_minor: int


@dataclass(frozen=True, slots=True)
class PayeeBalance:
    """What a payee has in each account, and when the next part of the reserve comes free."""

    payee: str
    currency: str
    pending_minor: int
    vested_minor: int
    reserve_minor: int
    payable_minor: int
    receivable_minor: int
    next_release: date | None
    next_release_minor: int


@dataclass(frozen=True, slots=True)
class HeldClaims:
    """What has vested and cannot be put on a Gutschrift, by reason."""

    reason: str
    payees: int
    net_minor: int


@dataclass(frozen=True, slots=True)
class CreditNotesIssued:
    """What one call issued: papers, their net and VAT, and what it had to hold."""

    count: int
    correction_count: int
    net_minor: int
    tax_minor: int
    currency: str
    held: tuple[HeldClaims, ...]


@dataclass(frozen=True, slots=True)
class CreditNoteRow:
    """A Gutschrift or its correction in a list; amounts of corrections count as negative."""

    number: str
    kind: str
    payee: str
    issued_on: date
    service_from: date
    service_to: date
    tax_kind: str
    currency: str
    net_minor: int
    tax_minor: int
    gross_minor: int
    corrects: str
    corrected_by: tuple[str, ...]
    objected_at: datetime | None
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaitingPayee:
    """What of a payee has vested and waits for a Gutschrift; `obstacle` is why, or empty."""

    payee: str
    net_minor: int
    oldest_on: date
    obstacle: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Why finance pays nothing to a payee; `note` only for whoever may place holds."""

    hold_id: int
    payee: str
    reason: str
    placed_at: datetime
    placed_by: str
    lifted_at: datetime | None
    lifted_by: str
    note: str = field(default="", repr=False)
