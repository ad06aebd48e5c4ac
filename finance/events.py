"""Facts that finance publishes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class PayoutApproved:
    """A second person let the money of a batch go; its bookings are in the ledger."""

    name: ClassVar[str] = "finance.payout_approved"

    batch_id: int
    pay_on: date
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return what deliveries are ordered by."""
        return f"payout:{self.batch_id}"


@dataclass(frozen=True, slots=True)
class TransferReturned:
    """A payee's transfer came back; the amount is payable again and the account is flagged."""

    name: ClassVar[str] = "finance.transfer_returned"

    line_id: int
    batch_id: int
    payee: str
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return what deliveries are ordered by."""
        return f"payout:{self.batch_id}"


@dataclass(frozen=True, slots=True)
class BankCreditSeen:
    """Money came in that is no payout of ours coming back; perhaps it pays an order."""

    name: ClassVar[str] = "finance.bank_credit_seen"

    entry_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return what deliveries are ordered by."""
        return f"bank_entry:{self.entry_id}"


@dataclass(frozen=True, slots=True)
class LedgerCheckAsked:
    """Somebody wants the verifier to look at the whole ledger now."""

    name: ClassVar[str] = "finance.ledger_check_asked"

    check_id: int
    at: datetime

    @property
    def aggregate(self) -> str:
        """Return what deliveries are ordered by."""
        return "ledger"
