"""What other rooms may call of finance: functions and frozen types, nothing else.

Accounts are paths ("member:1042:payable", "company:commission_cost"), payees are their owners
("member:1042"). Amounts are whole minor units. Whoever books out of a payable account holds
`Lock.ACCOUNTS`, which `book` and `book_many` take by themselves.
"""

from finance.bank_facts import (
    BankCredit,
    BankEntryRow,
    BankFileRow,
    ReturnedTransfer,
    StatementImported,
)
from finance.claim_facts import (
    CreditNoteRow,
    CreditNotesIssued,
    HeldClaims,
    Hold,
    PayeeBalance,
    TakenBack,
    VestedPart,
    WaitingPayee,
)
from finance.document_facts import (
    CARD,
    CORRECTION,
    CREDIT_NOTE,
    CREDIT_NOTE_CORRECTION,
    INVOICE,
    TRANSFER,
    DocumentFilter,
    DocumentLine,
    DocumentPage,
    DocumentRow,
    IssuedDocument,
    NewDocument,
    Party,
    PaymentNote,
)
from finance.facts import (
    AccountTotals,
    Batch,
    BatchDetail,
    BatchLine,
    BatchProgress,
    Booked,
    Booking,
    HeldSum,
    LedgerCheck,
    LedgerEntry,
    LedgerFinding,
    NewBankAccount,
    PayeePayout,
    PayoutOutlook,
    PlanTerms,
    Posting,
    StatementRow,
    TrialBalance,
)
from finance.ledger_facts import (
    AccountEntry,
    LedgerCheckResult,
    TransactionDetail,
    TransactionRow,
)
from finance.papers.content import paper_language
from finance.rate_facts import DECIMALS as RATE_DECIMALS
from finance.rate_facts import Quote, RateFile, RateRow
from finance.rules.account_paths import account_of, member_id_of, payee_of_member
from finance.rules.hardened_xml import MAX_BYTES as MAX_STATEMENT_BYTES
from finance.rules.rate_file import MAX_BYTES as MAX_RATES_BYTES
from finance.rules.rate_file import as_lines as rates_as_lines
from finance.selectors.balances import balance_minor, balances, balances_by_name, ledger_sum_minor
from finance.selectors.bank_accounts import bank_account_hint, person_keys_of
from finance.selectors.bank_entries import (
    ASIDE_REASONS,
    BankEntryNotFound,
    bank_credit,
    bank_entries,
    bank_entry,
    bank_file,
    bank_files,
)
from finance.selectors.claims import credit_note_obstacles, waiting_payees
from finance.selectors.credit_notes import (
    credit_notes_of,
    credit_notes_page,
    objection_reason,
    open_objections,
)
from finance.selectors.documents import (
    DocumentNotFound,
    document_by_key,
    document_for,
    documents_of,
    documents_page,
)
from finance.selectors.exchange_rates import (
    RateNotFound,
    quotes_between,
    rate_sources,
    rate_to_correct,
    rates_mark,
    rates_page,
)
from finance.selectors.holds import holds_of, holds_page
from finance.selectors.ledger import account_page, trial_balance
from finance.selectors.ledger_accounts import (
    account_entries,
    accounts_of_class,
    ledger_transaction,
    ledger_transactions,
)
from finance.selectors.ledger_checks import ledger_checks
from finance.selectors.movements import account_span
from finance.selectors.payee_balance import payee_balance
from finance.selectors.payee_papers import papers_between
from finance.selectors.payout_terms import terms_in_force
from finance.selectors.payouts import PayoutNotFound, payout_batch, payout_batches, payout_outlook
from finance.selectors.payouts_of_payee import paid_minor, payouts_of
from finance.selectors.reserve import reserve_calendar
from finance.selectors.returned_transfers import returned_transfer
from finance.selectors.statements import (
    StatementNotFound,
    statement_counts,
    statement_for_run,
    statement_run,
    statement_runs,
    statement_span,
    statements_after,
    statements_of,
    statements_of_run,
)
from finance.selectors.verify_ledger import verify_ledger
from finance.services.accrue import InvalidPart, accrue
from finance.services.approve_payout import approve_payout
from finance.services.bank_accounts import set_bank_account, set_bank_accounts_bulk
from finance.services.bank_data import InvalidHolder, InvalidIban, checked_holder, checked_iban
from finance.services.bank_file_check import BankFileChanged
from finance.services.book import InvalidBooking, KeyUsedForAnotherBooking, book, book_many
from finance.services.check_ledger import ask_ledger_check, check_ledger
from finance.services.decide_bank_entry import (
    NoRepayment,
    record_repayment,
    set_entries_aside,
    settle_entry_with_order,
)
from finance.services.discard_payout import discard_payout
from finance.services.document_refusals import CompanyFactMissing, RecipientFactMissing
from finance.services.draw_document import document_pdf
from finance.services.draw_letter import Letter, letter_pdf
from finance.services.draw_statement import statement_pdf
from finance.services.exchange_rates import (
    BadRate,
    BadRateFile,
    RateKnown,
    check_rate_file,
    import_rates,
    record_rate,
)
from finance.services.hand_out_payout_file import payout_file
from finance.services.holds import BadHold, HeldAlready, HoldNotFound, lift_hold, place_hold
from finance.services.import_bank_statement import (
    BadBankStatement,
    StatementOfAnotherAccount,
    import_bank_statement,
)
from finance.services.issue_credit_notes import issue_credit_notes
from finance.services.issue_document import (
    CorrectionTooHigh,
    DocumentKeyUsed,
    OriginalNotFound,
    issue_document,
)
from finance.services.objections import (
    NoOpenObjection,
    ObjectedAlready,
    ObjectionReasonMissing,
    object_to_credit_note,
    settle_objection,
)
from finance.services.payout_terms import set_payout_terms
from finance.services.prepare_payout import NothingToPay, prepare_payout
from finance.services.prepare_statements import prepare_statements
from finance.services.release_bank_account import NothingToRelease, release_bank_account
from finance.services.release_reserve import ReserveNotDue, release_reserve
from finance.services.seal_ledger import seal_ledger
from finance.services.take_back import take_back
from finance.services.undo_booking import undo_booking
from finance.statement_facts import (
    STATES,
    AccountSpan,
    Movement,
    PayeePaper,
    StatementRun,
    StatementSpan,
)

__all__ = [
    "ASIDE_REASONS",
    "CARD",
    "CORRECTION",
    "CREDIT_NOTE",
    "CREDIT_NOTE_CORRECTION",
    "INVOICE",
    "MAX_RATES_BYTES",
    "MAX_STATEMENT_BYTES",
    "RATE_DECIMALS",
    "STATES",
    "TRANSFER",
    "AccountEntry",
    "AccountSpan",
    "AccountTotals",
    "BadBankStatement",
    "BadHold",
    "BadRate",
    "BadRateFile",
    "BankCredit",
    "BankEntryNotFound",
    "BankEntryRow",
    "BankFileChanged",
    "BankFileRow",
    "Batch",
    "BatchDetail",
    "BatchLine",
    "BatchProgress",
    "Booked",
    "Booking",
    "CompanyFactMissing",
    "CorrectionTooHigh",
    "CreditNoteRow",
    "CreditNotesIssued",
    "DocumentFilter",
    "DocumentKeyUsed",
    "DocumentLine",
    "DocumentNotFound",
    "DocumentPage",
    "DocumentRow",
    "HeldAlready",
    "HeldClaims",
    "HeldSum",
    "Hold",
    "HoldNotFound",
    "InvalidBooking",
    "InvalidHolder",
    "InvalidIban",
    "InvalidPart",
    "IssuedDocument",
    "KeyUsedForAnotherBooking",
    "LedgerCheck",
    "LedgerCheckResult",
    "LedgerEntry",
    "LedgerFinding",
    "Letter",
    "Movement",
    "NewBankAccount",
    "NewDocument",
    "NoOpenObjection",
    "NoRepayment",
    "NothingToPay",
    "NothingToRelease",
    "ObjectedAlready",
    "ObjectionReasonMissing",
    "OriginalNotFound",
    "Party",
    "PayeeBalance",
    "PayeePaper",
    "PayeePayout",
    "PaymentNote",
    "PayoutNotFound",
    "PayoutOutlook",
    "PlanTerms",
    "Posting",
    "Quote",
    "RateFile",
    "RateKnown",
    "RateNotFound",
    "RateRow",
    "RecipientFactMissing",
    "ReserveNotDue",
    "ReturnedTransfer",
    "StatementImported",
    "StatementNotFound",
    "StatementOfAnotherAccount",
    "StatementRow",
    "StatementRun",
    "StatementSpan",
    "TakenBack",
    "TransactionDetail",
    "TransactionRow",
    "TrialBalance",
    "VestedPart",
    "WaitingPayee",
    "account_entries",
    "account_of",
    "account_page",
    "account_span",
    "accounts_of_class",
    "accrue",
    "approve_payout",
    "ask_ledger_check",
    "balance_minor",
    "balances",
    "balances_by_name",
    "bank_account_hint",
    "bank_credit",
    "bank_entries",
    "bank_entry",
    "bank_file",
    "bank_files",
    "book",
    "book_many",
    "check_ledger",
    "check_rate_file",
    "checked_holder",
    "checked_iban",
    "credit_note_obstacles",
    "credit_notes_of",
    "credit_notes_page",
    "discard_payout",
    "document_by_key",
    "document_for",
    "document_pdf",
    "documents_of",
    "documents_page",
    "holds_of",
    "holds_page",
    "import_bank_statement",
    "import_rates",
    "issue_credit_notes",
    "issue_document",
    "ledger_checks",
    "ledger_sum_minor",
    "ledger_transaction",
    "ledger_transactions",
    "letter_pdf",
    "lift_hold",
    "member_id_of",
    "object_to_credit_note",
    "objection_reason",
    "open_objections",
    "paid_minor",
    "paper_language",
    "papers_between",
    "payee_balance",
    "payee_of_member",
    "payout_batch",
    "payout_batches",
    "payout_file",
    "payout_outlook",
    "payouts_of",
    "person_keys_of",
    "place_hold",
    "prepare_payout",
    "prepare_statements",
    "quotes_between",
    "rate_sources",
    "rate_to_correct",
    "rates_as_lines",
    "rates_mark",
    "rates_page",
    "record_rate",
    "record_repayment",
    "release_bank_account",
    "release_reserve",
    "reserve_calendar",
    "returned_transfer",
    "seal_ledger",
    "set_bank_account",
    "set_bank_accounts_bulk",
    "set_entries_aside",
    "set_payout_terms",
    "settle_entry_with_order",
    "settle_objection",
    "statement_counts",
    "statement_for_run",
    "statement_pdf",
    "statement_run",
    "statement_runs",
    "statement_span",
    "statements_after",
    "statements_of",
    "statements_of_run",
    "take_back",
    "terms_in_force",
    "trial_balance",
    "undo_booking",
    "verify_ledger",
    "waiting_payees",
]
