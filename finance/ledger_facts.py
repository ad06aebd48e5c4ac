"""The frozen types of the ledger's pages; `finance.public` shows them to other rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from finance.facts import LedgerFinding, Posting


@dataclass(frozen=True, slots=True)
class AccountEntry:
    """One posting as an account's page shows it, with the balance after it."""

    transaction_id: int
    kind: str
    effective_on: date
    reference: str
    other_account: str
    change_minor: int
    balance_minor: int
    is_undo: bool


@dataclass(frozen=True, slots=True)
class TransactionRow:
    """One transaction in a list; the amount is what all its postings moved."""

    id: int
    kind: str
    effective_on: date
    booked_at: datetime
    reference: str
    amount_minor: int
    currency: str
    is_undo: bool


@dataclass(frozen=True, slots=True)
class TransactionDetail:
    """One transaction with its postings, what it takes back or was taken back by, and its seal."""

    id: int
    key: str
    kind: str
    effective_on: date
    booked_at: datetime
    reference: str
    reason: str
    reverses: int | None
    reversed_by: int | None
    postings: tuple[Posting, ...]
    seal_position: int | None
    content_sha256: str
    chain_sha256: str


@dataclass(frozen=True, slots=True)
class LedgerCheckResult:
    """A look of the verifier at the whole ledger; unfinished while `finished_at` is None."""

    id: int
    asked_by: str
    asked_at: datetime
    finished_at: datetime | None
    transactions: int
    sealed: int
    head: str
    findings: tuple[LedgerFinding, ...]

    @property
    def is_clean(self) -> bool:
        """Tell whether it is finished and nothing was found."""
        return self.finished_at is not None and not self.findings
