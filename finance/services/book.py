"""Book money into the ledger, once per key, one booking or tens of thousands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, InvariantBroken
from core.locks import Lock, take
from finance.facts import Booked, Booking, Posting
from finance.models import LedgerTransaction
from finance.rules.account_paths import is_payable
from finance.rules.booking_faults import booking_fault
from finance.rules.fingerprints import request_hash
from finance.services.ledger_rows import insert_postings, insert_transactions
from finance.services.reversals import check_reversals

CHUNK = 5_000


class InvalidBooking(InvariantBroken):
    """A room asked for a booking that the ledger's grammar does not know."""


class KeyUsedForAnotherBooking(Conflict):
    """The idempotency key stands for something else; a repeat must be the same request."""

    code = "finance.key_used"


@transaction.atomic
def book(  # noqa: PLR0913 — the fields of a Booking, spelled out where they are used
    *,
    key: str,
    kind: str,
    effective_on: date,
    postings: Sequence[Posting],
    reference: str,
    at: datetime,
    reverses: int | None = None,
    reason: str = "",
) -> Booked:
    """Book one transaction, or find the one that this key and request have booked before.

    Keeps:  append-only; postings move money from source to destination, so it balances.
    Raises: KeyUsedForAnotherBooking — same key, other request. AlreadyUndone, NotTheMirror.
    """
    booking = Booking(key, kind, effective_on, tuple(postings), reference, reverses, reason)
    return _record([booking], at)[key]


@transaction.atomic
def book_many(bookings: Sequence[Booking], *, at: datetime) -> int:
    """Book many transactions in a few statements; return how many of them are new.

    Raises: as `book`; then nothing is booked.
    """
    # In the order of the keys, so that two bookers never wait for each other in a circle.
    ordered = sorted(bookings, key=lambda booking: booking.key)
    _lock_payables(ordered)
    count = 0
    for start in range(0, len(ordered), CHUNK):
        booked = _record(ordered[start : start + CHUNK], at)
        count += sum(each.is_new for each in booked.values())
    return count


def lock_payables(*currencies: str) -> None:
    """Make whoever else takes from payable accounts wait until this transaction ends."""
    take(Lock.ACCOUNTS, *(f"payable:{currency}" for currency in currencies))


def _record(bookings: Sequence[Booking], at: datetime) -> dict[str, Booked]:
    by_key = _checked(bookings)
    if at.tzinfo is None:
        raise InvalidBooking("a booking needs an aware instant")
    _lock_payables(by_key.values())
    check_reversals([b for b in by_key.values() if b.reverses is not None])
    hashes = {key: request_hash(booking) for key, booking in by_key.items()}
    new = insert_transactions(list(by_key.values()), hashes, at)
    insert_postings([(new[key], by_key[key]) for key in by_key if key in new])
    old = _same_as_before([key for key in by_key if key not in new], hashes)
    return {
        **{key: Booked(number, is_new=True) for key, number in new.items()},
        **{key: Booked(number, is_new=False) for key, number in old.items()},
    }


def _checked(bookings: Iterable[Booking]) -> dict[str, Booking]:
    by_key: dict[str, Booking] = {}
    for booking in bookings:
        fault = booking_fault(booking)
        if fault:
            raise InvalidBooking(fault)
        if by_key.setdefault(booking.key, booking) != booking:
            raise _key_used()
    return by_key


def _lock_payables(bookings: Iterable[Booking]) -> None:
    """Whoever takes from a payable account waits for the payout that is deciding on it."""
    taken = {
        posting.currency
        for booking in bookings
        for posting in booking.postings
        if is_payable(posting.source)
    }
    if taken:
        lock_payables(*taken)


def _same_as_before(keys: Sequence[str], hashes: Mapping[str, str]) -> dict[str, int]:
    """Find what the keys have booked before; each must have been the same request."""
    rows = LedgerTransaction.objects.filter(idempotency_key__in=keys)
    found = {row.idempotency_key: row for row in rows.only("idempotency_key", "request_hash")}
    for key in keys:
        if found[key].request_hash != hashes[key]:
            raise _key_used(transaction_id=found[key].pk)
    return {key: found[key].pk for key in keys}


def _key_used(**facts: object) -> KeyUsedForAnotherBooking:
    text = _("This key has booked something else. Repeat the same request or use a new key.")
    return KeyUsedForAnotherBooking(text, **facts)
