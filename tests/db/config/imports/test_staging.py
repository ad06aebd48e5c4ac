"""Rows in the staging table: numbered by day, known by content and occurrence."""

from __future__ import annotations

import io
import random
from datetime import date
from pathlib import Path

import pytest

from config.imports.orders_csv import UnreadableFile
from config.imports.progress import Progress
from config.imports.read_file import StagedFile, stage_file
from config.imports.staging import batches, joiners, staged_days, staged_orders
from tests.fixtures.orders import BAD_ROWS, CUSTOMERS, GOOD_ROWS, MONTHS, NASTY, REPEATS

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 10)


def stage(path: Path, tmp_path: Path) -> StagedFile:
    """Stage a file without showing progress."""
    quiet = Progress(io.StringIO(), lambda: 0.0)
    return stage_file(path, rejects=tmp_path / "rejected.csv", today=TODAY, progress=quiet)


def references(count: int) -> list[str]:
    """Return the keys of all staged rows."""
    return [order.reference for order in staged_orders(1, count)]


def test_good_rows_are_staged_and_bad_rows_are_listed(tmp_path: Path) -> None:
    assert stage(NASTY, tmp_path) == StagedFile("USD", GOOD_ROWS, BAD_ROWS)
    rejected = (tmp_path / "rejected.csv").read_text(encoding="utf-8").splitlines()
    assert len(rejected) == 1 + BAD_ROWS
    assert rejected[1].startswith("13,")


def test_every_month_has_the_money_of_the_file(tmp_path: Path) -> None:
    stage(NASTY, tmp_path)
    months: dict[str, tuple[int, int]] = {}
    for day in staged_days():
        key = f"{day.day:%Y-%m}"
        orders, minor = months.get(key, (0, 0))
        months[key] = orders + day.last - day.first + 1, minor + day.amount_minor
    assert months == MONTHS


def test_equal_rows_are_different_orders(tmp_path: Path) -> None:
    stage(NASTY, tmp_path)
    keys = references(GOOD_ROWS)
    assert len(set(keys)) == GOOD_ROWS
    assert sum(not key.endswith("-1") for key in keys) == REPEATS


def test_sorting_the_file_anew_changes_no_key(tmp_path: Path) -> None:
    stage(NASTY, tmp_path)
    before = references(GOOD_ROWS)
    header, *rows = NASTY.read_bytes().split(b"\r\n")
    random.Random(5).shuffle(rows)
    shuffled = tmp_path / "shuffled.csv"
    shuffled.write_bytes(b"\r\n".join([header, *rows]) + b"\r\n")
    stage(shuffled, tmp_path)
    assert references(GOOD_ROWS) == before


def test_rows_come_by_day_then_customer(tmp_path: Path) -> None:
    stage(NASTY, tmp_path)
    rows = staged_orders(1, GOOD_ROWS)
    assert [(row.day, row.customer) for row in rows] == sorted(
        (row.day, row.customer) for row in rows
    )
    days = staged_days()
    assert [day.first for day in days[1:]] == [day.last + 1 for day in days[:-1]]


def test_whoever_buys_first_joins_first(tmp_path: Path) -> None:
    stage(NASTY, tmp_path)
    joined = joiners()
    assert len(joined) == CUSTOMERS
    assert joined == sorted(joined)


def test_a_file_that_is_no_order_file_stages_nothing(tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("name;town\nAnna;Ulm\n")
    with pytest.raises(UnreadableFile):
        stage(other, tmp_path)
    with pytest.raises(UnreadableFile, match=r"missing\.csv"):
        stage(tmp_path / "missing.csv", tmp_path)
    with pytest.raises(UnreadableFile):
        stage(tmp_path, tmp_path)


def test_a_file_with_a_header_only_holds_no_orders(tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("customer,date,quantity,amount_eur\n")
    assert stage(empty, tmp_path) == StagedFile("EUR", 0, 0)
    assert staged_days() == []


def test_batches_cover_a_range_once() -> None:
    assert list(batches(3, 9, 3)) == [(3, 5), (6, 8), (9, 9)]
    assert list(batches(1, 0, 3)) == []
