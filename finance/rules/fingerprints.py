"""Hashes of bookings: what a key was used for, and what the chain of the ledger seals.

The texts that are hashed contain no separator inside a field: the grammar of paths, keys, kinds
and references excludes "|" and line feeds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from finance.facts import Booking

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A transaction as the ledger stores it."""

    id: int
    idempotency_key: str
    request_hash: str
    kind: str
    effective_on: date
    booked_at: datetime
    reference: str
    reverses_id: int | None
    reason: str
    posting_count: int


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A posting as the ledger stores it."""

    id: int
    source: str
    destination: str
    amount_minor: int
    currency: str


def request_hash(booking: Booking) -> str:
    """Return the fingerprint of what was asked for; the same key must bring the same one."""
    head = [booking.kind, booking.effective_on.isoformat(), booking.reference]
    lines = ["|".join([*head, _text(booking.reverses), booking.reason])]
    lines += [
        "|".join([p.source, p.destination, str(p.amount_minor), p.currency])
        for p in booking.postings
    ]
    return _sha256("\n".join(lines))


def content_hash(row: LedgerRow, postings: Iterable[PostingRow]) -> str:
    """Return the fingerprint of a stored transaction with its postings in the order of their ids.

    `selectors.verify_ledger` writes the same text in SQL; a change here is a change there.
    """
    booked_at = row.booked_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
    head = [str(row.id), row.idempotency_key, row.request_hash, row.kind]
    head += [row.effective_on.isoformat(), booked_at, row.reference]
    lines = ["|".join([*head, _text(row.reverses_id), row.reason, str(row.posting_count)])]
    lines += [
        "|".join([str(p.id), p.source, p.destination, str(p.amount_minor), p.currency])
        for p in postings
    ]
    return _sha256("\n".join(lines))


def chain_hash(previous: str, content: str, position: int, sealed_at: datetime) -> str:
    """Return the next link: it depends on every row before it, and on when it was sealed."""
    moment = sealed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")
    return _sha256(f"{previous}{content}{position}|{moment}|2")


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
