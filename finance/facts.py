"""The frozen types that finance takes and gives; `finance.public` shows them to other rooms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.paging import Page


@dataclass(frozen=True, slots=True)
class Posting:
    """Money that moves from one account to another; the amount is above zero."""

    source: str
    destination: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class Booking:
    """One transaction to be booked; the key makes a repeat harmless."""

    key: str
    kind: str
    effective_on: date
    postings: tuple[Posting, ...]
    reference: str
    reverses: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Booked:
    """Where a booking stands in the ledger, and whether this call put it there."""

    transaction_id: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class NewBankAccount:
    """Bank data of one payee. Without a person, finance keeps a key of its own for the payee."""

    payee: str
    iban: str
    holder: str
    person_id: UUID | None = None


def progress_of(state: str, settled_on: date | None, returned_on: date | None) -> str:
    """Return how far a payout line got; only what is paid is on its way."""
    if state != "paid":
        return state
    if returned_on is not None:
        return "returned"
    return "settled" if settled_on is not None else "in_transit"


@dataclass(frozen=True, slots=True)
class Batch:
    """A payout as its list shows it; `held` counts and sums what is due but not paid."""

    id: int
    state: str
    currency: str
    pay_on: date
    message_id: str
    file_sha256: str
    payment_count: int
    total_minor: int
    held_count: int
    held_minor: int
    prepared_by: str
    prepared_at: datetime
    approved_by: str
    approved_at: datetime | None


@dataclass(frozen=True, slots=True)
class BatchLine:
    """What one payee gets in a batch, or why it is held."""

    line_no: int
    payee: str
    amount_minor: int
    currency: str
    state: str
    held_reason: str
    held_because: str
    end_to_end_id: str
    bank_account_hint: str
    is_first_to_account: bool = False
    settled_on: date | None = None
    returned_on: date | None = None
    return_code: str = ""

    @property
    def progress(self) -> str:
        """Return how far the money got: a paid line is in transit, settled or returned."""
        return progress_of(self.state, self.settled_on, self.returned_on)


@dataclass(frozen=True, slots=True)
class HeldSum:
    """What is held for one reason: how many amounts, how much."""

    reason: str
    because: str
    count: int
    minor: int


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far the money of an approved batch got."""

    in_transit_count: int = 0
    in_transit_minor: int = 0
    settled_count: int = 0
    settled_minor: int = 0
    returned_count: int = 0
    returned_minor: int = 0


@dataclass(frozen=True, slots=True)
class BatchDetail:
    """A batch with one page of its lines, what is held by reason, and how far the rest got."""

    batch: Batch
    lines: Page[BatchLine]
    held: tuple[HeldSum, ...] = ()
    progress: BatchProgress = BatchProgress()


@dataclass(frozen=True, slots=True)
class PayoutOutlook:
    """What a payout prepared now would pay, and what it would hold."""

    currency: str
    count: int
    minor: int
    held: tuple[HeldSum, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What one payee earned in one run; the text of the page is storefront's."""

    id: int
    payee: str
    run_ref: str
    period_key: str
    plan_label: str
    earned_minor: int
    currency: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class AccountTotals:
    """What flowed into an account, or a class of accounts, and out of it."""

    account: str
    in_minor: int
    out_minor: int

    @property
    def balance_minor(self) -> int:
        """Return what is left: what came in minus what went out."""
        return self.in_minor - self.out_minor


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """All accounts by class ("member:*:payable") up to a day; the balances add up to zero."""

    currency: str
    until: date | None
    rows: tuple[AccountTotals, ...]

    @property
    def total_minor(self) -> int:
        """Return the sum of all balances: zero, or the ledger is broken."""
        return sum(row.balance_minor for row in self.rows)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One posting as an account's page shows it; money into the account counts as positive."""

    transaction_id: int
    kind: str
    effective_on: date
    booked_at: datetime
    reference: str
    other_account: str
    change_minor: int
    currency: str
    reverses: int | None


@dataclass(frozen=True, slots=True)
class LedgerFinding:
    """Something the verifier found: which transaction, at which place of the chain, and what."""

    transaction_id: int | None
    position: int | None
    problem: str


@dataclass(frozen=True, slots=True)
class LedgerCheck:
    """What the verifier looked at. `head` may be compared with the one in an older log line."""

    transactions: int
    sealed: int
    head: str
    findings: tuple[LedgerFinding, ...]

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was found."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class PayeePayout:
    """One payout for whoever gets it: when, how much, and what holds it up."""

    batch_id: int
    pay_on: date
    amount_minor: int
    currency: str
    state: str
    held_because: str
    settled_on: date | None = None
    returned_on: date | None = None

    @property
    def progress(self) -> str:
        """Return how far the money got."""
        return progress_of(self.state, self.settled_on, self.returned_on)


@dataclass(frozen=True, slots=True)
class PlanTerms:
    """From which sum on a plan lets partners be paid out, and how long a smaller one waits at most.

    Both are None in a plan that leaves them to the company.
    """

    plan: str
    valid_from: date
    currency: str
    minimum_minor: int | None
    force_after_days: int | None
