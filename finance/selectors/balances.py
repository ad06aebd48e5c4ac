"""Balances: sums over the postings' indexes, never stored beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection
from django.db.models import Sum

from core.errors import InvariantBroken
from finance.models import LedgerPosting

_SOME = """
    SELECT account, sum(change)::bigint FROM (
        SELECT destination AS account, amount_minor AS change FROM finance_ledgerposting
        WHERE currency = %(currency)s AND destination = ANY(%(accounts)s)
        UNION ALL
        SELECT source, -amount_minor FROM finance_ledgerposting
        WHERE currency = %(currency)s AND source = ANY(%(accounts)s)
    ) moves GROUP BY account
"""
_NAMED = """
    SELECT account, sum(change)::bigint FROM (
        SELECT destination AS account, amount_minor AS change FROM finance_ledgerposting
        WHERE currency = %(currency)s AND destination LIKE %(pattern)s
        UNION ALL
        SELECT source, -amount_minor FROM finance_ledgerposting
        WHERE currency = %(currency)s AND source LIKE %(pattern)s
    ) moves GROUP BY account HAVING sum(change) <> 0
"""


def balance_minor(account: str, currency: str) -> int:
    """Return what came into an account minus what went out of it."""
    return balances([account], currency)[account]


def balances(accounts: Iterable[str], currency: str) -> dict[str, int]:
    """Return the balance of each account asked for, zero where nothing was ever booked."""
    wanted = list(accounts)
    found = _read(_SOME, {"currency": currency, "accounts": wanted})
    return {account: found.get(account, 0) for account in wanted}


def balances_by_name(name: str, currency: str) -> dict[str, int]:
    """Return the accounts of that name ("payable") whose balance is not zero, of all owners."""
    if not name.replace("_", "").isalnum():
        raise InvariantBroken("an account's name has letters, digits and underscores")
    pattern = "%:" + name.replace("_", r"\_")
    return _read(_NAMED, {"currency": currency, "pattern": pattern})


def ledger_sum_minor(
    *,
    currency: str,
    kind: str | None = None,
    reference: str | None = None,
    effective_from: date | None = None,
    effective_until: date | None = None,
) -> int:
    """Add up the amounts that were moved, by kind, reference and effective days [from, until)."""
    wanted: dict[str, object] = {
        "currency": currency,
        "transaction__kind": kind,
        "transaction__reference": reference,
        "transaction__effective_on__gte": effective_from,
        "transaction__effective_on__lt": effective_until,
    }
    given = {lookup: value for lookup, value in wanted.items() if value is not None}
    total = LedgerPosting.objects.filter(**given).aggregate(total=Sum("amount_minor"))["total"]
    return int(total or 0)


def _read(sql: str, given: Mapping[str, str | list[str]]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return dict(cursor.fetchall())
