"""Booking: once per key, balanced by construction, thousands at a time."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from core.locks import Lock, take
from finance.facts import Booking, Posting
from finance.models import LedgerPosting, LedgerTransaction
from finance.public import balance_minor, balances, book, book_many, ledger_sum_minor
from finance.services.book import InvalidBooking, KeyUsedForAnotherBooking
from tests.db.finance.books import AT

EARNED = Posting("company:commission_cost", "member:1042:pending", 100, "EUR")
BOOKING = Booking("k:1", "commissions.earned", date(2026, 3, 31), (EARNED,), "run:1")


def book_it(booking: Booking) -> bool:
    """Book one booking and tell whether it is new."""
    return book(
        key=booking.key,
        kind=booking.kind,
        effective_on=booking.effective_on,
        postings=booking.postings,
        reference=booking.reference,
        at=AT,
    ).is_new


@pytest.mark.django_db
def test_money_moves_from_source_to_destination() -> None:
    assert book_it(BOOKING)
    assert balance_minor("member:1042:pending", "EUR") == 100
    assert balance_minor("company:commission_cost", "EUR") == -100
    assert balance_minor("member:1042:pending", "USD") == 0


@pytest.mark.django_db
def test_the_same_request_again_finds_the_old_booking() -> None:
    given = {"kind": "a.b", "effective_on": AT.date(), "postings": [EARNED], "reference": "r"}
    first, again = book(key="k", at=AT, **given), book(key="k", at=AT, **given)
    assert first.is_new and not again.is_new
    assert first.transaction_id == again.transaction_id
    assert balance_minor("member:1042:pending", "EUR") == 100


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [
        replace(BOOKING, kind="commissions.vested"),
        replace(BOOKING, reference="run:2"),
        replace(BOOKING, effective_on=date(2026, 4, 1)),
        replace(BOOKING, postings=(replace(EARNED, amount_minor=101),)),
        replace(BOOKING, postings=(EARNED, EARNED)),
    ],
)
def test_the_same_key_for_another_request_is_a_conflict(other: Booking) -> None:
    book_it(BOOKING)
    with pytest.raises(KeyUsedForAnotherBooking):
        book_it(other)
    assert balance_minor("member:1042:pending", "EUR") == 100


@pytest.mark.django_db
def test_one_key_for_two_requests_in_one_call_is_a_conflict() -> None:
    with pytest.raises(KeyUsedForAnotherBooking):
        book_many([BOOKING, replace(BOOKING, reference="run:2")], at=AT)
    assert book_many([BOOKING, BOOKING], at=AT) == 1


@pytest.mark.django_db
def test_one_conflict_among_many_books_nothing() -> None:
    book_it(BOOKING)
    fresh = replace(BOOKING, key="k:0")
    with pytest.raises(KeyUsedForAnotherBooking):
        book_many([fresh, replace(BOOKING, reference="run:2")], at=AT)
    assert LedgerTransaction.objects.count() == 1


@pytest.mark.django_db
def test_what_is_booked_already_is_left_out_of_many() -> None:
    book_it(BOOKING)
    assert book_many([BOOKING, replace(BOOKING, key="k:2")], at=AT) == 1
    assert balance_minor("member:1042:pending", "EUR") == 200


@pytest.mark.django_db
def test_a_faulty_booking_is_our_bug() -> None:
    with pytest.raises(InvalidBooking):
        book_it(replace(BOOKING, postings=()))
    with pytest.raises(InvalidBooking):
        book_many([BOOKING], at=datetime(2026, 3, 31))  # noqa: DTZ001 — the point of the test


@pytest.mark.django_db
def test_nothing_to_book_books_nothing() -> None:
    assert book_many([], at=AT) == 0


def many(count: int) -> list[Booking]:
    """Return a booking for each of so many members."""
    return [
        replace(
            BOOKING,
            key=f"run:1:member:{number}",
            postings=(replace(EARNED, destination=f"member:{number}:pending"),),
        )
        for number in range(1001, 1001 + count)
    ]


@pytest.mark.django_db
def test_a_run_of_25000_members_is_booked_in_a_fixed_number_of_statements(
    django_assert_max_num_queries: object,
) -> None:
    bookings = many(25_000)
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        assert book_many(bookings, at=AT) == 25_000
    connection.check_constraints()
    assert LedgerPosting.objects.count() == 25_000
    assert balance_minor("company:commission_cost", "EUR") == -2_500_000
    assert book_many(bookings, at=AT) == 0


@pytest.mark.django_db
def test_sums_are_told_by_kind_reference_and_day() -> None:
    book_it(BOOKING)
    book_it(replace(BOOKING, key="k:2", kind="a.b", reference="run:2"))
    book_it(replace(BOOKING, key="k:3", effective_on=date(2026, 4, 1)))
    assert ledger_sum_minor(currency="EUR") == 300
    assert ledger_sum_minor(currency="USD") == 0
    assert ledger_sum_minor(currency="EUR", kind="a.b") == 100
    assert ledger_sum_minor(currency="EUR", reference="run:1") == 200
    assert ledger_sum_minor(currency="EUR", effective_until=date(2026, 4, 1)) == 200
    assert ledger_sum_minor(currency="EUR", effective_from=date(2026, 4, 1)) == 100


accounts = st.sampled_from(
    ["company:cost", "company:bank", "member:1:payable", "member:1:pending", "member:2:payable"]
)
moves = st.tuples(accounts, accounts, st.integers(1, 10**12)).filter(lambda m: m[0] != m[1])


@pytest.mark.django_db
@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(moves, min_size=1, max_size=4), min_size=1, max_size=6))
def test_balances_are_what_a_clerk_adds_up_and_sum_to_zero(
    bookings: list[list[tuple[str, str, int]]],
) -> None:
    clerk: dict[str, int] = defaultdict(int)
    with transaction.atomic():
        for number, postings in enumerate(bookings):
            lines = tuple(Posting(source, to, minor, "EUR") for source, to, minor in postings)
            book_it(replace(BOOKING, key=f"k:{number}", postings=lines))
            for source, destination, minor in postings:
                clerk[source] -= minor
                clerk[destination] += minor
        assert balances(list(clerk), "EUR") == dict(clerk)
        assert sum(clerk.values()) == 0
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_two_bookers_of_one_key_book_it_once() -> None:
    results: list[bool] = []
    start = threading.Barrier(4)

    def booker() -> None:
        start.wait(5)
        results.append(book_it(BOOKING))
        connection.close()

    threads = [threading.Thread(target=booker) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(results) == [False, False, False, True]
    assert balance_minor("member:1042:pending", "EUR") == 100


@pytest.mark.django_db(transaction=True)
def test_taking_from_a_payable_account_waits_for_the_payout_that_decides() -> None:
    book_it(replace(BOOKING, postings=(replace(EARNED, destination="member:1042:payable"),)))
    happened: list[str] = []
    back = replace(EARNED, source="member:1042:payable", destination="member:1042:reserve")

    def taker() -> None:
        book_it(replace(BOOKING, key="k:2", postings=(back,)))
        happened.append("taken")
        connection.close()

    thread = threading.Thread(target=taker)
    with transaction.atomic():
        take(Lock.ACCOUNTS, "payable:EUR")
        thread.start()
        thread.join(0.5)
        happened.append("decided")
    thread.join(5)
    assert happened == ["decided", "taken"]
