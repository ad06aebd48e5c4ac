"""What finance keeps: the ledger and its seals, statements, bank accounts, payouts."""

from finance.models.bank_account import BankAccount
from finance.models.ledger import LedgerPosting, LedgerSeal, LedgerTransaction
from finance.models.payout import PayoutBatch, PayoutBatchChange, PayoutFile, PayoutLine
from finance.models.statement import Statement

__all__ = [
    "BankAccount",
    "LedgerPosting",
    "LedgerSeal",
    "LedgerTransaction",
    "PayoutBatch",
    "PayoutBatchChange",
    "PayoutFile",
    "PayoutLine",
    "Statement",
]
