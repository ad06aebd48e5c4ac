"""What papers a payee got and what money moved, between two instants: for statements."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from finance.document_facts import CREDIT_NOTE, CREDIT_NOTE_CORRECTION
from finance.models import CreditNote
from finance.rules.account_paths import PAYABLE, TRANSFERS_IN_TRANSIT, account_of
from finance.statement_facts import PayeePaper

BANK = "company:bank"
PAID, RETURNED, REPAID = "paid", "returned", "repaid"

_MONEY = """
    SELECT CASE WHEN p.source = %(payable)s THEN 'paid'
                WHEN p.destination = %(payable)s THEN 'returned' ELSE 'repaid' END,
           t.effective_on, sum(p.amount_minor)::bigint, t.id
    FROM finance_ledgerposting p JOIN finance_ledgertransaction t ON t.id = p.transaction_id
    WHERE p.currency = %(currency)s AND t.booked_at <= %(until)s
      AND (%(after)s::timestamptz IS NULL OR t.booked_at > %(after)s::timestamptz)
      AND (p.source = %(payable)s AND p.destination = ANY (%(outside)s)
           OR p.destination = ANY (%(own)s) AND p.source = ANY (%(outside)s))
    GROUP BY 1, 2, t.id ORDER BY t.effective_on, t.id
"""


def papers_between(
    payee: str, currency: str, *, until: datetime, after: datetime | None = None
) -> tuple[PayeePaper, ...]:
    """Return Gutschriften, their corrections and transfers by day; two statements.

    What lowers what a payee has (a correction, a transfer out) is negative for papers, positive
    for money that reached the payee. The caller has asked the policy.
    """
    issued = CreditNote.objects.filter(payee=payee, document__currency=currency)
    issued = issued.filter(document__issued_at__lte=until)
    if after is not None:
        issued = issued.filter(document__issued_at__gt=after)
    columns = ("document__kind", "document__number", "document__issued_on", "document__gross_minor")
    notes = [
        PayeePaper(kind, number, on, -gross if kind == CREDIT_NOTE_CORRECTION else gross)
        for kind, number, on, gross in issued.order_by("pk").values_list(*columns)
    ]
    return tuple(sorted([*notes, *_money(payee, currency, after, until)], key=_place))


def _money(payee: str, currency: str, after: datetime | None, until: datetime) -> list[PayeePaper]:
    payable, receivable = account_of(payee, PAYABLE), account_of(payee, "receivable")
    facts: dict[str, Any] = {
        "payable": payable,
        "own": [payable, receivable],
        "outside": [BANK, TRANSFERS_IN_TRANSIT],
        "currency": currency,
        "after": after,
        "until": until,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MONEY, facts)
        rows = cursor.fetchall()
    return [
        PayeePaper(kind, "", on, amount if kind == PAID else -amount)
        for kind, on, amount, _transaction in rows
    ]


def _place(paper: PayeePaper) -> tuple[object, bool]:
    return paper.on, paper.kind not in (CREDIT_NOTE, CREDIT_NOTE_CORRECTION)
