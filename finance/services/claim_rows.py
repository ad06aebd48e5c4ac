"""What the use cases of vesting and taking back share: bookings by key, emptied lots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from finance.facts import Booking
from finance.models import LedgerTransaction, ReserveLot
from finance.rules.cascade import Lot
from finance.services.book import book_many

BULK = 5_000


def book_new(bookings: Sequence[Booking], *, at: datetime) -> dict[str, int]:
    """Book what is not booked yet; return the new transactions by key. ACCOUNTS is locked.

    Raises: KeyUsedForAnotherBooking.
    """
    keys = [booking.key for booking in bookings]
    known = booked_keys(keys)
    book_many(bookings, at=at)
    rows = LedgerTransaction.objects.filter(idempotency_key__in=[k for k in keys if k not in known])
    return dict(rows.values_list("idempotency_key", "id"))


def booked_keys(keys: Iterable[str]) -> set[str]:
    """Return which of the keys have booked before."""
    rows = LedgerTransaction.objects.filter(idempotency_key__in=list(keys))
    return set(rows.values_list("idempotency_key", flat=True))


def close_emptied(moved: Mapping[Lot, int], at: datetime) -> None:
    """Close the lots of which nothing is left after these movements."""
    empty = [lot.id for lot, minor in moved.items() if lot.left_minor == minor]
    ReserveLot.objects.filter(pk__in=empty).update(closed_at=at)
