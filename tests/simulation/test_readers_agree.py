"""The importer and the audit read files with different code; on spoilt lines they agree, too."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from config.demo.audit.source_file import read_totals
from config.imports.orders_csv import OrderRow, physical_lines, read_layout, read_row
from tests.fixtures.orders import NASTY

TODAY = date(2026, 3, 10)
SPOILERS = [b",", b'"', b"-", b".", b" ", b"\t", b"0", b"9", b"\xff", b"\x00", b"\xc3\xa4", b"\r",
            b"e", b"+", b"_", b"\xe2\x80\x8b", b";", b"1997-02-31", b",,"]  # fmt: skip


def spoil(line: bytes, chance: random.Random) -> bytes:
    """Insert, drop or double a piece somewhere."""
    at = chance.randrange(len(line) + 1)
    act = chance.randrange(4)
    if act == 0:
        return line
    if act == 1:
        return line[:at] + chance.choice(SPOILERS) + line[at:]
    if act == 2:
        return line[:at] + line[at + 1 :]
    return line[:at] + line[max(at - 3, 0) :]


@pytest.mark.parametrize("seed", range(10))
def test_both_find_the_same_orders_in_a_spoilt_file(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    header, *lines = NASTY.read_bytes().split(b"\r\n")
    path = tmp_path / "spoilt.csv"
    path.write_bytes(b"\r\n".join([header, *(spoil(line, chance) for line in lines * 4)]))
    with path.open("rb") as stream:
        read = physical_lines(stream)
        layout = read_layout(next(read)[1])
        rows = [read_row(n, raw, layout, TODAY) for n, raw, _size in read if raw.strip()]
    orders = [row for row in rows if isinstance(row, OrderRow)]
    totals = read_totals(path, TODAY)
    assert totals.unreadable == len(rows) - len(orders)
    assert sum(totals.rows.values()) == len(orders)
    assert sum(totals.minor.values()) == sum(order.amount_minor for order in orders)
