"""An undo is a new booking: the exact mirror, once, with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from finance.facts import Booking, Posting
from finance.models import LedgerTransaction
from finance.public import balance_minor, book_many, undo_booking
from finance.services.reversals import AlreadyUndone, NotTheMirror, TransactionNotFound
from tests.db.finance.books import AT, owe

pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 1)


def undo(key: str = "undo:1") -> bool:
    """Undo the first booking of the ledger."""
    first = LedgerTransaction.objects.earliest("id")
    return undo_booking(
        key=key, transaction_id=first.pk, reason="transfer_returned", effective_on=DAY, at=AT
    ).is_new


def mirror_of_first(**changes: int) -> Booking:
    """Return a booking that claims to reverse the first one."""
    back = Posting("member:1042:payable", "company:commission_cost", 100, "EUR")
    first = LedgerTransaction.objects.earliest("id").pk
    return Booking("m:1", "a.b", DAY, (replace(back, **changes),), "run:1", first, "mistake")


def test_an_undo_leaves_nothing_behind_and_names_what_it_undoes() -> None:
    owe({"member:1042": 100})
    assert undo()
    assert balance_minor("member:1042:payable", "EUR") == 0
    newest = LedgerTransaction.objects.latest("id")
    assert (newest.kind, newest.reason) == ("test.earned.undone", "transfer_returned")
    assert newest.reverses == LedgerTransaction.objects.earliest("id")
    assert LedgerTransaction.objects.count() == 2


def test_the_same_undo_again_changes_nothing() -> None:
    owe({"member:1042": 100})
    undo()
    assert not undo()
    assert balance_minor("member:1042:payable", "EUR") == 0


def test_a_second_undo_under_another_key_is_a_conflict() -> None:
    owe({"member:1042": 100})
    undo()
    with pytest.raises(AlreadyUndone):
        undo("undo:2")


def test_two_undos_of_one_booking_in_one_call_are_a_conflict() -> None:
    owe({"member:1042": 100})
    with pytest.raises(AlreadyUndone):
        book_many([mirror_of_first(), replace(mirror_of_first(), key="m:2")], at=AT)


def test_half_an_undo_is_none() -> None:
    owe({"member:1042": 100})
    with pytest.raises(NotTheMirror):
        book_many([mirror_of_first(amount_minor=99)], at=AT)
    assert book_many([mirror_of_first()], at=AT) == 1


def test_an_unknown_booking_cannot_be_undone() -> None:
    with pytest.raises(TransactionNotFound):
        undo_booking(key="u", transaction_id=4711, reason="mistake", effective_on=DAY, at=AT)
    owe({"member:1042": 100})
    with pytest.raises(TransactionNotFound):
        book_many([replace(mirror_of_first(), reverses=4711)], at=AT)
