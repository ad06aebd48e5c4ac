"""Bookings that are impossible whatever the ledger holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from finance.facts import Booking, Posting
from finance.rules.booking_faults import MAX_AMOUNT_MINOR, booking_fault

EARNED = Posting("company:commission_cost", "member:1042:pending", 1, "EUR")
GOOD = Booking("run:1:member:1042", "commissions.earned", date(2026, 3, 31), (EARNED,), "run:1")


def test_a_good_booking_has_no_fault() -> None:
    assert booking_fault(GOOD) is None
    assert booking_fault(replace(GOOD, reverses=7, reason="transfer_returned")) is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"key": "Anna Berg"}, "key is made of"),
        ({"key": ""}, "key is made of"),
        ({"kind": "Earned!"}, "a kind looks like"),
        ({"kind": "x" * 61}, "a kind looks like"),
        ({"reference": "Anna Berg"}, "a reference looks like"),
        ({"postings": ()}, "no postings"),
        ({"postings": (EARNED, replace(EARNED, currency="USD"))}, "one currency"),
        ({"reverses": 7}, "a reversal, and only a reversal"),
        ({"reason": "returned"}, "a reversal, and only a reversal"),
        ({"reverses": 7, "reason": "Anna returned it"}, "a reason is a code"),
    ],
)
def test_a_faulty_booking_is_named(changes: dict[str, Any], says: str) -> None:
    assert says in str(booking_fault(replace(GOOD, **changes)))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"amount_minor": 0}, "above zero"),
        ({"amount_minor": -1}, "above zero"),
        ({"amount_minor": MAX_AMOUNT_MINOR + 1}, "above zero"),
        ({"amount_minor": 1.0}, "above zero"),
        ({"amount_minor": True}, "above zero"),
        ({"currency": "eur"}, "a currency is"),
        ({"source": "Anna Berg"}, "an account is a path"),
        ({"destination": "member:1042"}, "an account is a path"),
        ({"source": EARNED.destination}, "from one account to another"),
    ],
)
def test_a_faulty_posting_is_named(changes: dict[str, Any], says: str) -> None:
    booking = replace(GOOD, postings=(replace(EARNED, **changes),))
    assert says in str(booking_fault(booking))


def test_what_does_not_parse_is_not_repeated() -> None:
    wrong = replace(EARNED, source="Anna Berg DE02120300000000202051")
    assert "Anna" not in str(booking_fault(replace(GOOD, postings=(wrong,))))
    assert "Anna" not in str(booking_fault(replace(GOOD, key="Anna Berg")))
