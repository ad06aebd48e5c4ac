"""Decide who is paid and who is held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from finance.rules.account_paths import PAYABLE, is_payee

NO_BANK_ACCOUNT = "no_bank_account"
BANK_DATA_ERASED = "bank_data_erased"


@dataclass(frozen=True, slots=True, repr=False)
class BankData:
    """Bank data in the clear, for the bank file only; empty texts where they were erased."""

    id: int
    iban: str
    holder: str


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


def plan_lines(
    payable: Mapping[str, int], banks: Mapping[str, BankData], *, busy: Iterable[str]
) -> list[LinePlan]:
    """Turn payable balances into lines, in the order of payees' numbers.

    What is zero or below is not due, nor is what the company owes itself. A busy payee waits in
    another batch and gets no line here.
    """
    skipped = set(busy)
    due = {
        payee: amount
        for payee, amount in ((_owner(path), minor) for path, minor in payable.items())
        if amount > 0 and payee not in skipped and is_payee(payee)
    }
    return [
        LinePlan(number, payee, due[payee], banks.get(payee), _held_reason(banks.get(payee)))
        for number, payee in enumerate(sorted(due, key=_by_number), start=1)
    ]


def _owner(account: str) -> str:
    return account.removesuffix(f":{PAYABLE}")


def _by_number(payee: str) -> tuple[str, int]:
    kind, _colon, number = payee.partition(":")
    return kind, int(number)


def _held_reason(bank: BankData | None) -> str:
    if bank is None:
        return NO_BANK_ACCOUNT
    return "" if bank.iban and bank.holder else BANK_DATA_ERASED
