"""The frozen types about bank statements; `finance.public` shows them to other rooms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class StatementImported:
    """What a file brought: entries in it, those that are new, and what became of the new ones."""

    file_id: int
    is_repeat: bool
    entries: int
    new: int
    pending: int
    currency: str
    settled: int = 0
    settled_minor: int = 0
    returned: int = 0
    returned_minor: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class BankFileRow:
    """An imported file in the list."""

    id: int
    sha256: str
    imported_by: str
    imported_at: datetime
    first_day: date | None
    last_day: date | None
    entry_count: int
    new_count: int
    pending_count: int
    waiting_count: int


@dataclass(frozen=True, slots=True)
class BankEntryRow:
    """One entry with what a person needs to decide on it; names stay out of its repr.

    `suggested_payee` is whose bank account the money came from, empty where nobody's is known.
    """

    id: int
    booked_on: date
    amount_minor: int
    currency: str
    is_credit: bool
    charges_minor: int
    end_to_end_id: str
    return_code: str
    bank_reference: str
    state: str
    reason: str
    because: str
    subject: str
    decided_by: str
    decided_at: datetime | None
    name: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    suggested_payee: str = ""


@dataclass(frozen=True, slots=True)
class BankCredit:
    """Money that came in, as a room needs it that may know what it pays."""

    entry_id: int
    reference: str
    booked_on: date
    amount_minor: int
    currency: str
    payer: str = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReturnedTransfer:
    """A payout that came back, as its payee is told of it."""

    payee: str
    amount_minor: int
    currency: str
    returned_on: date
    bank_account_hint: str
