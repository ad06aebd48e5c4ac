"""What a payee has in each account, and when reserve comes free."""

from __future__ import annotations

from core.company import company
from finance.claim_facts import PayeeBalance
from finance.rules.account_paths import PAYABLE, PENDING, RECEIVABLE, RESERVE, VESTED, account_of
from finance.selectors.balances import balances
from finance.selectors.reserve import next_release

NAMES = (PENDING, VESTED, RESERVE, PAYABLE, RECEIVABLE)


def payee_balance(payee: str) -> PayeeBalance:
    """Return a payee's balances in the company's currency; the caller has asked the policy."""
    currency = company().currency
    found = balances([account_of(payee, name) for name in NAMES], currency)
    comes_on, comes_minor = next_release(payee, currency)
    return PayeeBalance(
        payee=payee,
        currency=currency,
        pending_minor=found[account_of(payee, PENDING)],
        vested_minor=found[account_of(payee, VESTED)],
        reserve_minor=found[account_of(payee, RESERVE)],
        payable_minor=found[account_of(payee, PAYABLE)],
        receivable_minor=found[account_of(payee, RECEIVABLE)],
        next_release=comes_on,
        next_release_minor=comes_minor,
    )
