"""What finance keeps: ledger, seals, statements, bank accounts, payouts, claims, papers."""

from finance.models.bank_account import BankAccount, BankAccountFlag
from finance.models.bank_entry import BankEntry, BankFile, TransferStep
from finance.models.claim import Claim, ReserveLot, ReserveMove
from finance.models.credit_note import ClaimUse, CreditNote, CreditNoteObjection
from finance.models.document import (
    Document,
    DocumentKind,
    DocumentLine,
    DocumentRender,
    Letterhead,
)
from finance.models.exchange_rate import ExchangeRate
from finance.models.hold import PayeeHold
from finance.models.ledger import LedgerPosting, LedgerSeal, LedgerTransaction
from finance.models.ledger_check import LedgerCheckRun
from finance.models.payout import PayoutBatch, PayoutBatchChange, PayoutFile, PayoutLine
from finance.models.payout_terms import PayoutTerms
from finance.models.statement import Statement

__all__ = [
    "BankAccount",
    "BankAccountFlag",
    "BankEntry",
    "BankFile",
    "Claim",
    "ClaimUse",
    "CreditNote",
    "CreditNoteObjection",
    "Document",
    "DocumentKind",
    "DocumentLine",
    "DocumentRender",
    "ExchangeRate",
    "LedgerCheckRun",
    "LedgerPosting",
    "LedgerSeal",
    "LedgerTransaction",
    "Letterhead",
    "PayeeHold",
    "PayoutBatch",
    "PayoutBatchChange",
    "PayoutFile",
    "PayoutLine",
    "PayoutTerms",
    "ReserveLot",
    "ReserveMove",
    "Statement",
    "TransferStep",
]
