"""The chain over the ledger, and the verifier that recomputes it in SQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.db.backends.utils import CursorWrapper

from finance import tasks
from finance.models import LedgerPosting, LedgerSeal, LedgerTransaction
from finance.public import seal_ledger, verify_ledger
from finance.services import seal_ledger as sealer
from tests.db.finance.books import AT, owe

pytestmark = pytest.mark.django_db


@contextmanager
def the_guard_is_asleep() -> Iterator[None]:
    """Let someone with the keys of the house edit the ledger."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("transaction", "posting", "seal"):
            cursor.execute(f"ALTER TABLE finance_ledger{table} DISABLE TRIGGER USER")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in ("transaction", "posting", "seal"):
            cursor.execute(f"ALTER TABLE finance_ledger{table} ENABLE TRIGGER USER")


def drop_foreign_keys(cursor: CursorWrapper) -> None:
    """Let rows disappear from under their seals."""
    cursor.execute(
        "SELECT conrelid::regclass, quote_ident(conname) FROM pg_constraint"
        " WHERE contype = 'f' AND confrelid = 'finance_ledgertransaction'::regclass"
    )
    for table, name in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


def edit(statement: str, *given: object) -> None:
    """Do what the triggers would refuse."""
    with the_guard_is_asleep(), connection.cursor() as cursor:
        cursor.execute(statement, given)


def sealed_ledger() -> list[int]:
    """Book and seal three transactions; return their ids."""
    owe({"member:1": 10, "member:2": 20, "member:3": 30})
    seal_ledger(at=AT)
    return list(LedgerTransaction.objects.order_by("id").values_list("id", flat=True))


def found() -> set[tuple[int | None, int | None, str]]:
    """Return what the verifier names."""
    return {(f.transaction_id, f.position, f.problem) for f in verify_ledger().findings}


def test_every_row_is_sealed_once_in_the_order_of_ids() -> None:
    ids = sealed_ledger()
    assert seal_ledger(at=AT) == 0
    seals = LedgerSeal.objects.order_by("position").values_list("position", "transaction_id")
    assert list(seals) == list(enumerate(ids, start=1))
    check = verify_ledger()
    assert check.is_clean
    assert (check.transactions, check.sealed) == (3, 3)
    assert check.head == LedgerSeal.objects.get(position=3).chain_sha256


def test_what_is_booked_later_continues_the_chain() -> None:
    sealed_ledger()
    owe({"member:4": 40})
    assert seal_ledger(at=AT) == 1
    assert verify_ledger().is_clean


def test_rows_are_sealed_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealer, "CHUNK", 2)
    sealed_ledger()
    assert verify_ledger().is_clean
    assert LedgerSeal.objects.count() == 3


def test_a_row_that_commits_late_is_sealed_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealer, "LOOK_BACK", 1)
    owe({"member:1": 10, "member:2": 20, "member:3": 30})
    ids = list(LedgerTransaction.objects.order_by("id").values_list("id", flat=True))
    rows = sealer._unsealed(None, everything=True)
    assert [row.id for row in rows] == ids
    monkeypatch.setattr(sealer, "_unsealed", lambda last, everything: [] if last else rows[1:])
    assert seal_ledger(at=AT) == 2
    monkeypatch.undo()
    monkeypatch.setattr(sealer, "LOOK_BACK", 1)
    assert seal_ledger(at=AT) == 0, "two ids back is further than this pass looks"
    assert seal_ledger(at=AT, everything=True) == 1
    assert LedgerSeal.objects.get(transaction_id=ids[0]).position == 3
    assert verify_ledger().is_clean


def test_an_empty_ledger_is_clean() -> None:
    assert seal_ledger(at=AT) == 0
    assert verify_ledger().is_clean


def test_a_flipped_bit_in_an_amount_names_the_transaction() -> None:
    _first, second, _third = sealed_ledger()
    flip = "UPDATE finance_ledgerposting SET amount_minor = amount_minor # 1"
    edit(f"{flip} WHERE transaction_id = %s", second)
    assert found() == {(second, 2, "transaction differs from its seal")}


@pytest.mark.parametrize(
    "change",
    [
        "idempotency_key = 'other'",
        "request_hash = repeat('1', 64)",
        "kind = 'other'",
        "effective_on = effective_on + 1",
        "booked_at = booked_at + interval '1 microsecond'",
        "reference = 'run:2'",
    ],
)
def test_a_change_of_any_column_names_the_transaction(change: str) -> None:
    _first, second, _third = sealed_ledger()
    edit(f"UPDATE finance_ledgertransaction SET {change} WHERE id = %s", second)
    assert found() == {(second, 2, "transaction differs from its seal")}


def test_a_deleted_transaction_is_named() -> None:
    _first, second, _third = sealed_ledger()
    with the_guard_is_asleep(), connection.cursor() as cursor:
        drop_foreign_keys(cursor)
        cursor.execute("DELETE FROM finance_ledgerposting WHERE transaction_id = %s", [second])
        cursor.execute("DELETE FROM finance_ledgertransaction WHERE id = %s", [second])
    assert (second, 2, "sealed transaction is missing") in found()


def test_a_posting_taken_away_is_named() -> None:
    first, _second, _third = sealed_ledger()
    edit("DELETE FROM finance_ledgerposting WHERE transaction_id = %s", first)
    assert found() == {
        (first, 1, "transaction differs from its seal"),
        (first, None, "postings are missing or added"),
    }


def test_a_forged_seal_breaks_the_chain_after_it() -> None:
    _first, second, third = sealed_ledger()
    edit("UPDATE finance_ledgerseal SET chain_sha256 = repeat('a', 64) WHERE position = 2")
    assert found() == {
        (second, 2, "seal does not follow from the one before"),
        (third, 3, "seal does not follow from the one before"),
    }


def test_a_seal_taken_out_leaves_a_gap() -> None:
    _first, _second, third = sealed_ledger()
    edit("DELETE FROM finance_ledgerseal WHERE position = 2")
    assert found() == {(third, 3, "seals before this one are missing")}


def test_the_nightly_task_seals_the_rest_and_counts_what_it_found() -> None:
    owe({"member:1": 10})
    assert tasks.verify_ledger() == 0
    assert LedgerSeal.objects.count() == 1
    edit("UPDATE finance_ledgerposting SET amount_minor = 11")
    assert tasks.verify_ledger() == 1


def test_the_sealing_task_chains_what_is_new() -> None:
    owe({"member:1": 10, "member:2": 10})
    assert tasks.seal_ledger() == 2


# Every column of the three tables, and how a bit of it is flipped.
NUMBERS = {"finance_ledgerposting": ["id", "transaction_id", "amount_minor"],
           "finance_ledgertransaction": ["posting_count"],
           "finance_ledgerseal": ["position", "transaction_id", "version"]}  # fmt: skip
TEXTS = {"finance_ledgerposting": ["source", "destination", "currency"],
         "finance_ledgertransaction": ["idempotency_key", "request_hash", "kind", "reference"],
         "finance_ledgerseal": ["content_sha256", "chain_sha256"]}  # fmt: skip
MOMENTS = {"finance_ledgertransaction": [("effective_on", "1 day"), ("booked_at", "1 microsecond")],
           "finance_ledgerseal": [("sealed_at", "1 microsecond")]}  # fmt: skip
OTHER_TEXT = {"currency": "'CHF'", "source": "'company:bank'", "kind": "'test.other'"}
FLIPS = [
    *((table, column, f"{column} # 4096") for table in NUMBERS for column in NUMBERS[table]),
    *(
        (table, column, OTHER_TEXT.get(column, f"regexp_replace({column}, '.$', 'x')"))
        for table in TEXTS
        for column in TEXTS[table]
    ),
    *(
        (table, column, f"({column} + interval '{step}')")
        for table in MOMENTS
        for column, step in MOMENTS[table]
    ),
    ("finance_ledgertransaction", "reverses_id", "(SELECT max(id) FROM finance_ledgertransaction)"),
    ("finance_ledgertransaction", "reason", "'x'"),
]


@pytest.mark.parametrize(("table", "column", "other"), FLIPS, ids=lambda each: str(each)[:40])
def test_a_change_of_any_column_of_any_table_is_found(table: str, column: str, other: str) -> None:
    """Someone with the keys of the house and without its checks changes one value of one row."""
    second = sealed_ledger()[1]
    key = "id" if table.endswith("transaction") else "transaction_id"
    with the_guard_is_asleep(), connection.cursor() as cursor:
        drop_foreign_keys(cursor)
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = %s::regclass",
            [table],
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        cursor.execute(f"UPDATE {table} SET {column} = {other} WHERE {key} = %s", [second])
        assert cursor.rowcount == 1
    findings = found()
    assert findings
    # What was changed is named: the transaction, or its place in the chain and the one after.
    near = {second, second ^ 4096}
    places = {2, 3, 2 ^ 4096}
    assert any(number in near or place in places for number, place, _problem in findings)


def test_no_column_of_the_ledger_is_left_out() -> None:
    tried = {(table, column) for table, column, _other in FLIPS}
    # The transaction's own number is what everything else names it by; without it, all is missing.
    tried.add(("finance_ledgertransaction", "id"))
    for model in (LedgerTransaction, LedgerPosting, LedgerSeal):
        columns = {(model._meta.db_table, field.column) for field in model._meta.concrete_fields}
        assert columns <= tried
