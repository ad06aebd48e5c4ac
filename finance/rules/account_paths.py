"""The one grammar of accounts and payees: "member:1042:payable", "company:commission_cost".

A payee is an owner with a number. The patterns are also CHECK constraints in the database.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

PAYEE_PATTERN = r"^(member|customer|supplier):[1-9][0-9]{0,17}$"
ACCOUNT_PATTERN = (
    r"^((member|customer|supplier):[1-9][0-9]{0,17}|company):[a-z][a-z0-9]*(_[a-z0-9]+)*$"
)
CURRENCY_PATTERN = r"^[A-Z]{3}$"
# Keys and references name things of ours; nothing personal fits into them by accident.
NAME_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9:._/-]{0,199}$"
KIND_PATTERN = r"^[a-z][a-z_]*(\.[a-z][a-z_]*)*$"
MAX_ACCOUNT_LENGTH = 80

COMPANY = "company"
PENDING, VESTED, RESERVE = "pending", "vested", "reserve"
PAYABLE, RECEIVABLE = "payable", "receivable"
COMMISSION_COST = "company:commission_cost"
INPUT_TAX = "company:input_tax"
TRANSFERS_IN_TRANSIT = "company:transfers_in_transit"
BANK = "company:bank"
BANK_CHARGES = "company:bank_charges"


@dataclass(frozen=True, slots=True)
class AccountPath:
    """An account taken apart: whose it is, and what for."""

    owner: str
    name: str


def parse_account(path: str) -> AccountPath | None:
    """Take an account path apart, or return None where the grammar does not know it."""
    if len(path) > MAX_ACCOUNT_LENGTH or not _matches(ACCOUNT_PATTERN, path):
        return None
    owner, _colon, name = path.rpartition(":")
    return AccountPath(owner, name)


def is_payee(path: str) -> bool:
    """Tell whether the path names somebody who can be paid."""
    return _matches(PAYEE_PATTERN, path)


def is_payable(path: str) -> bool:
    """Tell whether the account holds what a payout may take."""
    return path.endswith(f":{PAYABLE}")


def is_name(text: str) -> bool:
    """Tell whether the text may serve as an idempotency key or a reference."""
    return _matches(NAME_PATTERN, text)


def is_kind(text: str) -> bool:
    """Tell whether the text may say what kind of booking this is."""
    return len(text) <= 60 and _matches(KIND_PATTERN, text)


def is_currency(text: str) -> bool:
    """Tell whether the text looks like an ISO 4217 code."""
    return _matches(CURRENCY_PATTERN, text)


def account_of(payee: str, name: str) -> str:
    """Return the path of a payee's account: ("member:1042", "payable") -> "member:1042:payable"."""
    return f"{payee}:{name}"


def payee_of_member(member_id: int) -> str:
    """Return the payee that a member is."""
    return f"member:{member_id}"


def member_id_of(payee: str) -> int | None:
    """Return the member behind a payee, or None where it is somebody else."""
    kind, _colon, number = payee.partition(":")
    return int(number) if kind == "member" and number.isdecimal() else None


def _matches(pattern: str, text: str) -> bool:
    # fullmatch, because "$" alone would let a trailing line feed through.
    return re.fullmatch(pattern.removeprefix("^").removesuffix("$"), text) is not None
