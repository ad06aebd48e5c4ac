"""Decide who is paid and who is held, and why: the one place that knows the reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from finance.rules.account_paths import is_payee

NO_BANK_ACCOUNT = "no_bank_account"
BANK_DATA_ERASED = "bank_data_erased"
BANK_DATA_COOLING = "bank_data_cooling"
TRANSFER_RETURNED = "transfer_returned"
BELOW_MINIMUM = "below_minimum"
OWES_US = "owes_us"
ON_HOLD = "on_hold"
NO_TAX_STATUS = "no_tax_status"
NO_AGREEMENT = "no_agreement"
NO_TAX_RATE = "no_tax_rate"


@dataclass(frozen=True, slots=True, repr=False)
class BankData:
    """Bank data in the clear, for the bank file only; empty texts where they were erased.

    `changed_at` is when they replaced other data; None for the first ones somebody gave.
    """

    id: int
    iban: str
    holder: str
    changed_at: datetime | None = None
    is_returned: bool = False
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class PayoutRules:
    """The company's rules of paying, and the moment they are asked at."""

    at: datetime
    today: date
    minimum_minor: int = 0
    force_after: timedelta = timedelta(days=90)
    cool_down: timedelta = timedelta(hours=72)


@dataclass(frozen=True, slots=True, repr=False)
class PayeeFacts:
    """What is known of a payee on the day of a payout.

    `owed_minor` is what the payee owes the company, above zero. `waiting_minor` has vested and
    waits for the papers that `missing_paper` names. `payable_since` is the day of the oldest
    amount that was not paid yet; `has_left` tells that nothing more will come.
    """

    payable_minor: int = 0
    owed_minor: int = 0
    waiting_minor: int = 0
    missing_paper: str = ""
    bank: BankData | None = None
    is_on_hold: bool = False
    payable_since: date | None = None
    has_left: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class LinePlan:
    """One line of a batch to be: paid where `held_reason` is empty."""

    line_no: int
    payee: str
    amount_minor: int
    bank: BankData | None
    held_reason: str

    @property
    def is_paid(self) -> bool:
        """Tell whether the line goes into the bank file."""
        return not self.held_reason


@dataclass(frozen=True, slots=True, repr=False)
class _Due:
    payee: str
    amount_minor: int
    held_reason: str
    bank: BankData | None = field(default=None)


def plan_lines(
    facts: Mapping[str, PayeeFacts], rules: PayoutRules, *, busy: Iterable[str]
) -> list[LinePlan]:
    """Turn what is known of payees into lines, in the order of payees' numbers.

    What is zero or below is not due, nor is what the company owes itself. A busy payee waits in
    another batch and gets no line here. What lacks papers is a held line of its own.
    """
    skipped = set(busy)
    payees = sorted(filter(is_payee, facts), key=_by_number)
    due = [each for payee in payees for each in _due(payee, facts[payee], rules, payee in skipped)]
    return [
        LinePlan(number, each.payee, each.amount_minor, each.bank, each.held_reason)
        for number, each in enumerate(due, start=1)
    ]


def held_reason(known: PayeeFacts, rules: PayoutRules) -> str:
    """Say why a payable amount is not paid now, or return an empty text.

    A person's hold comes first, then what makes a transfer impossible or unsafe, then small sums.
    """
    if known.is_on_hold:
        return ON_HOLD
    if known.owed_minor >= known.payable_minor:
        return OWES_US
    return _bank_reason(known.bank, rules) or _minimum_reason(known, rules)


def _due(payee: str, known: PayeeFacts, rules: PayoutRules, is_busy: bool) -> Iterable[_Due]:
    if known.payable_minor > 0 and not is_busy:
        reason = held_reason(known, rules)
        # What is owed stays on the payable account until a paper sets one off against the other.
        amount = known.payable_minor if reason else known.payable_minor - known.owed_minor
        yield _Due(payee, amount, reason, known.bank)
    if known.waiting_minor > 0 and known.missing_paper:
        yield _Due(payee, known.waiting_minor, known.missing_paper)


def _bank_reason(bank: BankData | None, rules: PayoutRules) -> str:
    if bank is None:
        return NO_BANK_ACCOUNT
    if not (bank.iban and bank.holder):
        return BANK_DATA_ERASED
    if bank.is_returned:
        return TRANSFER_RETURNED
    is_cooling = bank.changed_at is not None and rules.at < bank.changed_at + rules.cool_down
    return BANK_DATA_COOLING if is_cooling else ""


def _minimum_reason(known: PayeeFacts, rules: PayoutRules) -> str:
    """Hold small sums, but neither for ever nor beyond the end of the relation."""
    if known.payable_minor - known.owed_minor >= rules.minimum_minor or known.has_left:
        return ""
    since = known.payable_since
    waited = since is not None and rules.today >= since + rules.force_after
    return "" if waited else BELOW_MINIMUM


def _by_number(payee: str) -> tuple[str, int]:
    kind, _colon, number = payee.partition(":")
    return kind, int(number)
