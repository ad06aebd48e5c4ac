"""What the finance desk sees of the ledger: trial balance, and one account's postings."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.db.models import Q

from core.paging import Page, PageRequest
from core.policy import Actor, require
from finance.facts import AccountTotals, LedgerEntry, TrialBalance
from finance.models import LedgerPosting

FIRST_PAGE = PageRequest()

_BY_CLASS = r"""
    SELECT class, sum(came)::bigint, sum(went)::bigint FROM (
        SELECT regexp_replace(p.destination, ':[0-9]+:', ':*:') AS class,
               p.amount_minor AS came, 0 AS went
        FROM finance_ledgerposting p JOIN finance_ledgertransaction t ON t.id = p.transaction_id
        WHERE p.currency = %(currency)s
          AND (%(until)s::date IS NULL OR t.effective_on < %(until)s::date)
        UNION ALL
        SELECT regexp_replace(p.source, ':[0-9]+:', ':*:'), 0, p.amount_minor
        FROM finance_ledgerposting p JOIN finance_ledgertransaction t ON t.id = p.transaction_id
        WHERE p.currency = %(currency)s
          AND (%(until)s::date IS NULL OR t.effective_on < %(until)s::date)
    ) moves GROUP BY class ORDER BY class
"""


def trial_balance(actor: Actor, currency: str, until: date | None = None) -> TrialBalance:
    """Add up all accounts by class, effective before a day; the balances sum to zero."""
    require(actor, "finance.see_ledger")
    with connection.cursor() as cursor:
        cursor.execute(_BY_CLASS, {"currency": currency, "until": until})
        rows = tuple(AccountTotals(*row) for row in cursor.fetchall())
    return TrialBalance(currency, until, rows)


def account_page(actor: Actor, account: str, page: PageRequest = FIRST_PAGE) -> Page[LedgerEntry]:
    """Return an account's postings, newest first."""
    require(actor, "finance.see_ledger")
    start, end = page.bounds
    rows = LedgerPosting.objects.filter(Q(source=account) | Q(destination=account))
    rows = rows.select_related("transaction").order_by("-id")[start:end]
    return page.page(_entry(row, account) for row in rows)


def _entry(row: LedgerPosting, account: str) -> LedgerEntry:
    comes_in = row.destination == account
    booked = row.transaction
    return LedgerEntry(
        transaction_id=booked.pk,
        kind=booked.kind,
        effective_on=booked.effective_on,
        booked_at=booked.booked_at,
        reference=booked.reference,
        other_account=row.source if comes_in else row.destination,
        change_minor=row.amount_minor if comes_in else -row.amount_minor,
        currency=row.currency,
        reverses=booked.reverses_id,
    )
