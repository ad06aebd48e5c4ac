"""A fingerprint changes with everything that was asked for, and with nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from finance.facts import Booking, Posting
from finance.rules.fingerprints import (
    GENESIS,
    LedgerRow,
    PostingRow,
    chain_hash,
    content_hash,
    request_hash,
)

AT = datetime(2026, 3, 31, 22, 0, 0, 1, tzinfo=UTC)
EARNED = Posting("company:commission_cost", "member:1042:pending", 1, "EUR")
BOOKING = Booking("k", "commissions.earned", date(2026, 3, 31), (EARNED,), "run:1")
ROW = LedgerRow(7, "k", "0" * 64, "commissions.earned", date(2026, 3, 31), AT, "run:1", None, "", 1)
LINE = PostingRow(9, "company:commission_cost", "member:1042:pending", 1, "EUR")


def test_the_key_is_not_part_of_the_request() -> None:
    assert request_hash(replace(BOOKING, key="other")) == request_hash(BOOKING)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "commissions.vested"},
        {"effective_on": date(2026, 4, 1)},
        {"reference": "run:2"},
        {"reverses": 7, "reason": "x"},
        {"postings": (EARNED, EARNED)},
        {"postings": (replace(EARNED, amount_minor=2),)},
        {"postings": (replace(EARNED, currency="USD"),)},
        {"postings": (replace(EARNED, source=EARNED.destination, destination=EARNED.source),)},
    ],
)
def test_every_part_of_the_request_counts(changes: dict[str, Any]) -> None:
    assert request_hash(replace(BOOKING, **changes)) != request_hash(BOOKING)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": 8},
        {"idempotency_key": "l"},
        {"request_hash": "1" * 64},
        {"kind": "x"},
        {"effective_on": date(2026, 4, 1)},
        {"booked_at": AT + timedelta(microseconds=1)},
        {"reference": "run:2"},
        {"reverses_id": 6},
        {"reason": "x"},
        {"posting_count": 2},
    ],
)
def test_every_column_of_a_transaction_is_sealed(changes: dict[str, Any]) -> None:
    assert content_hash(replace(ROW, **changes), [LINE]) != content_hash(ROW, [LINE])


@pytest.mark.parametrize(
    "changes",
    [
        {"id": 10},
        {"source": "x"},
        {"destination": "x"},
        {"amount_minor": 2},
        {"currency": "USD"},
    ],
)
def test_every_column_of_a_posting_is_sealed(changes: dict[str, Any]) -> None:
    assert content_hash(ROW, [replace(LINE, **changes)]) != content_hash(ROW, [LINE])


def test_the_zone_in_which_an_instant_was_read_does_not_matter() -> None:
    elsewhere = AT.astimezone(timezone(timedelta(hours=2)))
    assert content_hash(replace(ROW, booked_at=elsewhere), [LINE]) == content_hash(ROW, [LINE])


def test_a_link_depends_on_the_one_before_on_its_place_and_on_its_moment() -> None:
    first = chain_hash(GENESIS, "a" * 64, 1, AT)
    assert first != chain_hash("1" * 64, "a" * 64, 1, AT)
    assert first != chain_hash(GENESIS, "a" * 64, 2, AT)
    assert first != chain_hash(GENESIS, "b" * 64, 1, AT)
    assert first != chain_hash(GENESIS, "a" * 64, 1, AT + timedelta(seconds=1))
