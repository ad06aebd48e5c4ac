"""The way from a total of the ledger down to one transaction."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor, require
from finance.facts import AccountTotals
from finance.ledger_facts import AccountEntry, TransactionDetail, TransactionRow
from finance.models import LedgerSeal, LedgerTransaction
from finance.rules.account_paths import is_name, parse_account
from finance.services.reversals import postings_of

FIRST_PAGE = PageRequest()
SEE = "finance.see_ledger"
_CLASS = re.compile(r"(?:(?:member|customer|supplier):\*|company):[a-z][a-z0-9_]*")

_ACCOUNTS = """
    SELECT account, sum(came)::bigint, sum(went)::bigint FROM (
        SELECT p.destination AS account, p.amount_minor AS came, 0 AS went, p.transaction_id
        FROM finance_ledgerposting p
        WHERE p.currency = %(currency)s AND p.destination LIKE %(pattern)s
        UNION ALL
        SELECT p.source, 0, p.amount_minor, p.transaction_id
        FROM finance_ledgerposting p
        WHERE p.currency = %(currency)s AND p.source LIKE %(pattern)s
    ) moves JOIN finance_ledgertransaction t ON t.id = moves.transaction_id
    WHERE %(until)s::date IS NULL OR t.effective_on < %(until)s::date
    GROUP BY account
    ORDER BY abs(sum(came) - sum(went)) DESC, account
    LIMIT %(rows)s OFFSET %(start)s
"""
_ENTRIES = """
    SELECT transaction_id, kind, effective_on, reference, other, change,
           (sum(change) OVER (ORDER BY effective_on, id))::bigint, is_undo
    FROM (
        SELECT p.id, p.transaction_id, t.kind, t.effective_on, t.reference, p.source AS other,
               p.amount_minor AS change, t.reverses_id IS NOT NULL AS is_undo
        FROM finance_ledgerposting p JOIN finance_ledgertransaction t ON t.id = p.transaction_id
        WHERE p.destination = %(account)s AND p.currency = %(currency)s
        UNION ALL
        SELECT p.id, p.transaction_id, t.kind, t.effective_on, t.reference, p.destination,
               -p.amount_minor, t.reverses_id IS NOT NULL
        FROM finance_ledgerposting p JOIN finance_ledgertransaction t ON t.id = p.transaction_id
        WHERE p.source = %(account)s AND p.currency = %(currency)s
    ) moves
    WHERE %(until)s::date IS NULL OR effective_on < %(until)s::date
    ORDER BY effective_on DESC, id DESC LIMIT %(rows)s OFFSET %(start)s
"""


class UnknownAccount(NotFound):
    """The path is no account, or no class of accounts."""

    code = "finance.unknown_account"


class NoSuchTransaction(NotFound):
    """The ledger has no transaction of this number."""

    code = "finance.no_such_transaction"


def accounts_of_class(
    actor: Actor,
    name: str,
    currency: str,
    *,
    until: date | None = None,
    owner: str = "",
    page: PageRequest = FIRST_PAGE,
) -> Page[AccountTotals]:
    """Return the accounts of a class like "member:*:payable", the largest balances first.

    `owner` finds one owner's account by the number; `until` leaves out what is effective later.
    Raises: UnknownAccount.
    """
    require(actor, SEE)
    if not _CLASS.fullmatch(name):
        raise UnknownAccount(_("There is no such account."))
    pattern = name.replace("_", r"\_").replace("*", owner if owner.isdecimal() else "%")
    return page.page(AccountTotals(*row) for row in _read(
        _ACCOUNTS, {"currency": currency, "pattern": pattern, "until": until}, page
    ))  # fmt: skip


def account_entries(
    actor: Actor,
    account: str,
    currency: str,
    *,
    until: date | None = None,
    page: PageRequest = FIRST_PAGE,
) -> Page[AccountEntry]:
    """Return an account's postings, newest first, each with the balance after it.

    Raises: UnknownAccount.
    """
    require(actor, SEE)
    if parse_account(account) is None:
        raise UnknownAccount(_("There is no such account."))
    given = {"account": account, "currency": currency, "until": until}
    return page.page(AccountEntry(*row) for row in _read(_ENTRIES, given, page))


def ledger_transactions(
    actor: Actor, reference: str, page: PageRequest = FIRST_PAGE
) -> Page[TransactionRow]:
    """Return what was booked under a reference like "payout:3", newest first."""
    require(actor, SEE)
    rows = LedgerTransaction.objects.filter(reference=reference if is_name(reference) else "")
    rows = rows.annotate(amount=Sum("postings__amount_minor"))
    shown = list(rows.order_by("-id")[slice(*page.bounds)])
    moved = postings_of([row.pk for row in shown])
    return page.page(
        TransactionRow(
            id=row.pk,
            kind=row.kind,
            effective_on=row.effective_on,
            booked_at=row.booked_at,
            reference=row.reference,
            amount_minor=row.amount,
            currency=moved[row.pk][0].currency,
            is_undo=row.reverses_id is not None,
        )
        for row in shown
    )


def ledger_transaction(actor: Actor, transaction_id: int) -> TransactionDetail:
    """Return one transaction with everything the ledger knows of it.

    Raises: NoSuchTransaction.
    """
    require(actor, SEE)
    row = LedgerTransaction.objects.filter(pk=transaction_id).first()
    if row is None:
        raise NoSuchTransaction(_("The ledger has no such transaction."))
    undone = LedgerTransaction.objects.filter(reverses=row).values_list("pk", flat=True).first()
    seal = LedgerSeal.objects.filter(transaction=row).first()
    return TransactionDetail(
        id=row.pk,
        key=row.idempotency_key,
        kind=row.kind,
        effective_on=row.effective_on,
        booked_at=row.booked_at,
        reference=row.reference,
        reason=row.reason,
        reverses=row.reverses_id,
        reversed_by=undone,
        postings=tuple(postings_of([row.pk]).get(row.pk, ())),
        seal_position=seal.position if seal else None,
        content_sha256=seal.content_sha256 if seal else "",
        chain_sha256=seal.chain_sha256 if seal else "",
    )


def _read(
    sql: str, given: Mapping[str, str | date | None], page: PageRequest
) -> list[tuple[Any, ...]]:
    start, end = page.bounds
    with connection.cursor() as cursor:
        cursor.execute(sql, {**given, "start": start, "rows": end - start})
        return list(cursor.fetchall())
