"""What the database itself refuses, tried in SQL."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from finance.models import LedgerPosting, LedgerTransaction
from tests.db.finance.books import owe

pytestmark = pytest.mark.django_db

NEW_TRANSACTION = """
    INSERT INTO finance_ledgertransaction (idempotency_key, request_hash, kind, effective_on,
        booked_at, reference, reason, posting_count)
    VALUES (%s, repeat('0', 64), 'test', '2026-11-21', now(), 'run:1', '', %s) RETURNING id
"""
NEW_POSTING = """
    INSERT INTO finance_ledgerposting (transaction_id, source, destination, amount_minor, currency)
    VALUES (%s, %s, %s, %s, %s)
"""


def run(sql: str, *given: object) -> int | None:
    """Run one statement and return the first value it gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchone()[0] if cursor.description else None


def commit(work: Callable[[], object]) -> None:
    """Do the work and check the deferred constraints as a commit would."""
    with transaction.atomic():
        work()
        run("SET CONSTRAINTS ALL IMMEDIATE")


def begin(key: str, postings: int) -> int:
    """Insert a transaction that announces so many postings."""
    number = run(NEW_TRANSACTION, key, postings)
    assert number is not None
    return number


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finance_ledgerposting SET amount_minor = amount_minor + 1",
        "UPDATE finance_ledgerposting SET amount_minor = amount_minor",
        "UPDATE finance_ledgertransaction SET reference = 'run:2'",
        "DELETE FROM finance_ledgerposting",
        "DELETE FROM finance_ledgertransaction",
        "TRUNCATE finance_ledgerposting",
        "TRUNCATE finance_ledgertransaction CASCADE",
    ],
)
def test_the_past_cannot_be_edited(statement: str) -> None:
    owe({"member:1042": 100})
    run("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(statement)
    assert LedgerPosting.objects.get().amount_minor == 100


def test_a_transaction_without_postings_is_refused_at_commit() -> None:
    with pytest.raises(IntegrityError, match="announces 1 postings and has 0"):
        commit(lambda: begin("k", 1))
    assert not LedgerTransaction.objects.exists()


def test_a_transaction_that_announces_no_postings_is_refused() -> None:
    with pytest.raises(IntegrityError, match="has_postings"), transaction.atomic():
        begin("k", 0)


def test_a_transaction_in_two_currencies_is_refused_at_commit() -> None:
    def both() -> None:
        number = begin("k", 2)
        run(NEW_POSTING, number, "company:a", "company:b", 1, "EUR")
        run(NEW_POSTING, number, "company:a", "company:b", 1, "USD")

    with pytest.raises(IntegrityError, match="mixes currencies"):
        commit(both)


def test_an_old_transaction_gets_no_more_postings() -> None:
    owe({"member:1042": 100})
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("SET CONSTRAINTS ALL DEFERRED")
    old = LedgerTransaction.objects.get().pk
    with pytest.raises(IntegrityError, match="announces 1 postings and has 2"):
        commit(lambda: run(NEW_POSTING, old, "company:a", "company:b", 1, "EUR"))


@pytest.mark.parametrize(
    ("source", "destination", "amount", "currency", "constraint"),
    [
        ("company:a", "company:b", 0, "EUR", "above_zero"),
        ("company:a", "company:b", -5, "EUR", "above_zero"),
        ("company:a", "company:a", 1, "EUR", "moves"),
        ("Anna Berg", "company:b", 1, "EUR", "grammar"),
        ("company:a", "member:x:payable", 1, "EUR", "grammar"),
        ("company:a", "company:b", 1, "eur", "currency"),
    ],
)
def test_a_posting_that_cannot_be_is_refused(
    source: str, destination: str, amount: int, currency: str, constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        run(NEW_POSTING, begin("k", 1), source, destination, amount, currency)


def test_a_name_is_no_key_for_the_database_either() -> None:
    with pytest.raises(IntegrityError, match="key_grammar"), transaction.atomic():
        begin("Anna Berg", 1)


def test_an_undo_needs_a_reason_and_a_reason_an_undo() -> None:
    with pytest.raises(IntegrityError, match="undo_has_reason"), transaction.atomic():
        run(NEW_TRANSACTION.replace("'', %s", "'returned', %s"), "k", 1)
