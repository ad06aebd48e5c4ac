"""What moved on a payee's accounts, and their balances at an instant, from the postings alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from finance.rules.account_paths import account_of
from finance.statement_facts import STATES, AccountSpan, Movement

# Postings are found by their accounts' indexes; when they were booked stands at the transaction.
_MOVED = """
    SELECT %(after)s::timestamptz IS NULL OR t.booked_at > %(after)s::timestamptz AS is_within,
           p.source, p.destination, sum(p.amount_minor)::bigint
    FROM finance_ledgerposting p JOIN finance_ledgertransaction t ON t.id = p.transaction_id
    WHERE p.currency = %(currency)s AND t.booked_at <= %(until)s
      AND (p.source = ANY (%(accounts)s) OR p.destination = ANY (%(accounts)s))
    GROUP BY 1, 2, 3 ORDER BY 2, 3
"""


def account_span(
    payee: str, currency: str, *, until: datetime, after: datetime | None = None
) -> AccountSpan:
    """Return what was booked for a payee after one instant up to another, one statement.

    Booked rows never change, so the same instants always give the same answer. The caller has
    asked the policy.
    """
    own = {account_of(payee, state): state for state in STATES}
    facts: dict[str, Any] = {
        "after": after,
        "until": until,
        "currency": currency,
        "accounts": list(own),
    }
    with connection.cursor() as cursor:
        cursor.execute(_MOVED, facts)
        rows = cursor.fetchall()
    moves = [
        (is_within, Movement(own.get(source, source), own.get(destination, destination), amount))
        for is_within, source, destination, amount in rows
    ]
    opening = {
        state: sum(move.change_of(state) for is_within, move in moves if not is_within)
        for state in STATES
    }
    within = tuple(move for is_within, move in moves if is_within)
    return AccountSpan(currency, after, until, opening, within)
