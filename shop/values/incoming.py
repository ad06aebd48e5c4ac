"""Bank transfers as finance records them and buyers are asked for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class NewTransfer:
    """A transfer to record, as it stands on the bank statement."""

    bank_reference: str
    booked_on: date
    amount_minor: int
    currency: str
    payer: str = field(default="", repr=False)
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class TransferResult:
    """What a recorded transfer led to.

    `outcome` is paid, partial, surplus (paid, and something is left over) or unmatched; `repeated`
    tells that the same transfer was recorded before and nothing changed.
    """

    incoming_id: int
    outcome: str
    order_number: str
    open_minor: int
    surplus_minor: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """A recorded transfer in a list; `outcome` as of now, or "given_back"."""

    incoming_id: int
    bank_reference: str
    booked_on: date
    amount_minor: int
    currency: str
    payer: str = field(repr=False)
    text: str = field(repr=False)
    order_number: str
    outcome: str
    open_minor: int
    surplus_minor: int


@dataclass(frozen=True, slots=True)
class Prepayment:
    """What a buyer has to transfer, and where to. Nothing is open once the order is paid."""

    order_number: str
    amount_minor: int
    received_minor: int
    open_minor: int
    currency: str
    holder: str
    iban: str
    bic: str
    due_at: datetime | None

    @property
    def reference(self) -> str:
        """Return what the payer shall write."""
        return self.order_number
