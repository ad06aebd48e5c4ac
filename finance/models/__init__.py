"""What finance keeps: the ledger and its seals, statements, bank accounts, payouts, documents."""

from finance.models.bank_account import BankAccount
from finance.models.document import (
    Document,
    DocumentKind,
    DocumentLine,
    DocumentRender,
    Letterhead,
)
from finance.models.ledger import LedgerPosting, LedgerSeal, LedgerTransaction
from finance.models.payout import PayoutBatch, PayoutBatchChange, PayoutFile, PayoutLine
from finance.models.statement import Statement

__all__ = [
    "BankAccount",
    "Document",
    "DocumentKind",
    "DocumentLine",
    "DocumentRender",
    "LedgerPosting",
    "LedgerSeal",
    "LedgerTransaction",
    "Letterhead",
    "PayoutBatch",
    "PayoutBatchChange",
    "PayoutFile",
    "PayoutLine",
    "Statement",
]
