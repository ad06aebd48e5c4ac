"""The reject file appears whole or not at all."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from config.imports.orders_csv import BadRow
from config.imports.reject_file import NoPlaceForRejects, RejectFile

BAD = BadRow(12, "the amount “x” is not written like 1234.50", 'a,"b')


def test_it_keeps_line_reason_and_row(tmp_path: Path) -> None:
    path = tmp_path / "rejected.csv"
    with RejectFile(path) as rejects:
        rejects.add(BAD)
    with path.open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [
            ["line", "reason", "row"],
            ["12", BAD.reason, BAD.text],
        ]


def test_without_bad_rows_an_earlier_reject_file_goes(tmp_path: Path) -> None:
    path = tmp_path / "rejected.csv"
    path.write_text("line,reason,row\r\n")
    with RejectFile(path):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_failed_reading_leaves_the_earlier_reject_file(tmp_path: Path) -> None:
    path = tmp_path / "rejected.csv"
    path.write_text("line,reason,row\r\n1,old,row\r\n")
    with pytest.raises(RuntimeError), RejectFile(path) as rejects:
        rejects.add(BAD)
        raise RuntimeError
    assert "old" in path.read_text()
    assert list(tmp_path.iterdir()) == [path]


def test_it_never_overwrites_another_file(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("customer,date,quantity,amount_usd\r\n")
    with pytest.raises(NoPlaceForRejects):
        RejectFile(path)
    assert path.read_text().startswith("customer")


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    place = tmp_path / "nowhere" / "rejected.csv"
    with pytest.raises(NoPlaceForRejects, match="nowhere"), RejectFile(place) as rejects:
        rejects.add(BAD)


def test_where_nothing_is_rejected_nothing_is_written(tmp_path: Path) -> None:
    with RejectFile(tmp_path / "nowhere" / "rejected.csv") as rejects:
        assert rejects.count == 0
