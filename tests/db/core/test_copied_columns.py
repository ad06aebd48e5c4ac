"""Columns that were copied in come out again, whatever their lengths and gaps."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from django.db import connection

from core import copied_columns as columns
from core.errors import InvariantBroken

pytestmark = pytest.mark.django_db
NAMES = "number, small, is_own, rank, above"
READ = "SELECT number::bigint, small::smallint, is_own, day::date, name::text FROM made ORDER BY 1"
TYPES = ("bigint", "smallint", "boolean", "date", "text")


@pytest.fixture(autouse=True)
def made() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """CREATE TEMPORARY TABLE made (number bigint, small smallint, is_own boolean,
            rank text, above bigint, day date, name text) ON COMMIT DROP"""
        )


def insert(*rows: tuple[int, int, bool, date, str]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO made (number, small, is_own, day, name) VALUES (%s, %s, %s, %s, %s)", rows
        )


def written() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {NAMES} FROM made ORDER BY number")
        return list(cursor.fetchall())


def test_what_a_query_gives_is_read_by_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "READ_AT_ONCE", 2)
    insert(
        (2**40, -3, True, date(2026, 1, 31), "Grün"),
        (-1, 7, False, date(1999, 12, 31), "B1"),
        (5, 0, True, date(2000, 1, 1), ""),
    )
    number, small, own, day, name = columns.read_columns(READ, {}, TYPES)
    assert number.tolist() == [-1, 5, 2**40]
    assert [column.dtype.name for column in (number, small)] == ["int64", "int16"]
    assert small.tolist() == [7, 0, -3]
    assert own.tolist() == [False, True, True]
    assert day.tolist() == [
        date(1999, 12, 31).toordinal(),
        date(2000, 1, 1).toordinal(),
        date(2026, 1, 31).toordinal(),
    ]
    assert [each.decode() for each in name.tolist()] == ["B1", "", "Grün"]


def test_a_query_without_rows_gives_empty_columns() -> None:
    found = columns.read_columns(READ, {}, TYPES)
    assert [len(column) for column in found] == [0] * 5


def test_parameters_reach_the_query() -> None:
    insert((1, 1, True, date(2026, 1, 1), "a"), (2, 1, True, date(2026, 1, 1), "b"))
    found = columns.read_columns(
        "SELECT number FROM made WHERE number > %(least)s", {"least": 1}, ["bigint"]
    )
    assert found[0].tolist() == [2]


def test_nothing_is_taken_for_a_number() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO made (number) VALUES (1)")
    with pytest.raises(InvariantBroken, match="NULL"):
        columns.read_columns("SELECT number, above FROM made", {}, ["bigint", "bigint"])


def test_a_column_of_another_type_is_no_number() -> None:
    insert((1, 1, True, date(2026, 1, 1), "a"))
    with pytest.raises(InvariantBroken):
        columns.read_columns("SELECT number, small FROM made", {}, ["smallint", "bigint"])


def test_columns_are_written_with_their_gaps() -> None:
    blocks = [
        (
            columns.whole(np.array([1, 2, 3]), 8),
            columns.whole(np.array([-4, 5, 6]), 2),
            columns.flags(np.array([True, False, True])),
            columns.texts(["", "gold", "Grün"], np.array([1, 0, 2])),
            columns.whole(np.array([-1, 70, -1]), 8, absent=-1),
        ),
        (
            columns.whole([4], 8),
            columns.whole([0], 2),
            columns.flags(np.array([False])),
            columns.texts(["one"], np.array([0])),
            columns.nothing(1),
        ),
    ]
    columns.write_columns("made", NAMES, blocks)
    assert written() == [
        (1, -4, True, "gold", None),
        (2, 5, False, "", 70),
        (3, 6, True, "Grün", None),
        (4, 0, False, "one", None),
    ]


def test_no_rows_at_all_are_written() -> None:
    columns.write_columns("made", NAMES, [])
    assert written() == []
