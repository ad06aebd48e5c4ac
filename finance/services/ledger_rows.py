"""Put rows into the ledger's tables, thousands in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection

from finance.facts import Booking

_TRANSACTIONS = """
    INSERT INTO finance_ledgertransaction (idempotency_key, request_hash, kind, effective_on,
        reference, reverses_id, reason, posting_count, booked_at)
    SELECT row.*, %s
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::date[], %s::text[], %s::bigint[],
                %s::text[], %s::int[]) AS row
    ON CONFLICT (idempotency_key) DO NOTHING
    RETURNING idempotency_key, id
"""
_POSTINGS = """
    INSERT INTO finance_ledgerposting (transaction_id, source, destination, amount_minor, currency)
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::text[])
"""


def insert_transactions(
    bookings: Sequence[Booking], hashes: Mapping[str, str], at: datetime
) -> dict[str, int]:
    """Insert what is not there yet; return the new ids by key.

    A key that somebody else is booking at this moment is waited for.
    """
    columns = (
        [booking.key for booking in bookings],
        [hashes[booking.key] for booking in bookings],
        [booking.kind for booking in bookings],
        [booking.effective_on for booking in bookings],
        [booking.reference for booking in bookings],
        [booking.reverses for booking in bookings],
        [booking.reason for booking in bookings],
        [len(booking.postings) for booking in bookings],
    )
    with connection.cursor() as cursor:
        cursor.execute(_TRANSACTIONS, (at, *columns))
        return dict(cursor.fetchall())


def insert_postings(booked: Sequence[tuple[int, Booking]]) -> None:
    """Insert the postings of new transactions, in their order."""
    rows = [(number, posting) for number, booking in booked for posting in booking.postings]
    columns = (
        [number for number, _posting in rows],
        [posting.source for _number, posting in rows],
        [posting.destination for _number, posting in rows],
        [posting.amount_minor for _number, posting in rows],
        [posting.currency for _number, posting in rows],
    )
    with connection.cursor() as cursor:
        cursor.execute(_POSTINGS, columns)
