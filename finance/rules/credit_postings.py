"""What the ledger moves when Gutschriften and their corrections are issued to a payee."""

from __future__ import annotations

from dataclasses import dataclass

from finance.facts import Posting
from finance.rules.account_paths import INPUT_TAX, PAYABLE, RECEIVABLE, VESTED, account_of


@dataclass(frozen=True, slots=True)
class CreditStanding:
    """A payee's balances before, and the sum of all its open claims, held ones included."""

    vested_minor: int
    payable_minor: int
    receivable_minor: int
    claimed_minor: int


@dataclass(frozen=True, slots=True)
class CreditTotals:
    """What the papers of this time say: net and VAT of notes, net and VAT of corrections."""

    net_minor: int = 0
    tax_minor: int = 0
    corrected_minor: int = 0
    corrected_tax_minor: int = 0


def credit_postings(
    payee: str, before: CreditStanding, totals: CreditTotals, currency: str
) -> tuple[Posting, ...]:
    """Return the postings of one payee's papers, what it owes settled as far as it has something.

    What was taken back out of payable or as a debt, and stands on no paper yet, is the difference
    between what is vested and what is claimed; papers that lower move nothing of it again.
    Keeps:  vested and payable never fall below zero, the receivable never rises above.
    """
    account = {name: account_of(payee, name) for name in (VESTED, PAYABLE, RECEIVABLE)}
    unpapered = before.vested_minor - before.claimed_minor
    moved = unpapered + totals.net_minor - totals.corrected_minor
    moved = min(before.vested_minor, moved)
    payable = before.payable_minor + max(moved, 0) + totals.tax_minor
    found = [
        (account[VESTED], account[PAYABLE], max(moved, 0)),
        (INPUT_TAX, account[PAYABLE], totals.tax_minor),
    ]
    receivable = before.receivable_minor
    for destination, wanted in (
        (account[VESTED], max(-moved, 0)),
        (INPUT_TAX, totals.corrected_tax_minor),
    ):
        paid = min(wanted, payable)
        payable, receivable = payable - paid, receivable - (wanted - paid)
        found += [
            (account[PAYABLE], destination, paid),
            (account[RECEIVABLE], destination, wanted - paid),
        ]
    found.append((account[PAYABLE], account[RECEIVABLE], min(payable, max(-receivable, 0))))
    return tuple(
        Posting(source, destination, minor, currency)
        for source, destination, minor in found
        if minor
    )
