"""Reading one line of an order file."""

from __future__ import annotations

import io
from datetime import date

import pytest

from config.imports.orders_csv import (
    LONGEST_LINE,
    BadRow,
    Layout,
    OrderRow,
    UnreadableFile,
    content_key,
    physical_lines,
    read_layout,
    read_row,
)

TODAY = date(2026, 3, 10)
USD = Layout((0, 1, 2, 3), "USD")
GOOD = OrderRow(7, "00001", date(1997, 1, 1), 2, 1177)


def read(text: str | bytes, layout: Layout = USD) -> OrderRow | BadRow:
    """Read a line as the seventh of its file."""
    return read_row(7, text if isinstance(text, bytes) else text.encode(), layout, TODAY)


def test_a_plain_row_is_an_order() -> None:
    assert read("00001,1997-01-01,2,11.77") == GOOD


@pytest.mark.parametrize(
    "written",
    [
        '"00001","1997-01-01","2","11.77"',
        " 00001 , 1997-01-01 ,2, 11.77 ",
        "00001,1997-01-01,002,11.77",
    ],
)
def test_the_same_content_has_one_key_however_it_is_written(written: str) -> None:
    row = read(written)
    assert isinstance(row, OrderRow)
    assert content_key(row, "USD") == content_key(GOOD, "USD")


@pytest.mark.parametrize(
    "changed",
    [
        "00002,1997-01-01,2,11.77",
        "00001,1997-01-02,2,11.77",
        "00001,1997-01-01,1,11.77",
        "00001,1997-01-01,2,11.78",
    ],
)
def test_any_other_content_has_another_key(changed: str) -> None:
    row = read(changed)
    assert isinstance(row, OrderRow)
    assert content_key(row, "USD") != content_key(GOOD, "USD")
    assert content_key(GOOD, "USD") != content_key(GOOD, "EUR")


@pytest.mark.parametrize("amount", ["0", "0.0", "0.00"])
def test_an_order_may_cost_nothing(amount: str) -> None:
    row = read(f"00001,1997-01-01,2,{amount}")
    assert isinstance(row, OrderRow)
    assert row.amount_minor == 0


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("00001,1997-01-01,2", "3 columns"),
        ("00001,1997-01-01,2,1,234.50", "5 columns"),
        (",1997-01-01,2,11.77", "customer is missing"),
        ("x" * 41 + ",1997-01-01,2,11.77", "printable"),
        ("a\tb,1997-01-01,2,11.77", "printable"),
        ("00001,1997-02-29,2,11.77", "no date"),
        ("00001,1997-1-1,2,11.77", "no date"),
        ("00001,19970101,2,11.77", "no date"),
        ("00001,01.01.1997,2,11.77", "no date"),
        ("00001,2026-03-11,2,11.77", "future"),
        ("00001,9999-12-31,2,11.77", "future"),
        ("00001,1969-12-31,2,11.77", "before 1970"),
        ("00001,1997-01-01,0,11.77", "quantity"),
        ("00001,1997-01-01,-2,11.77", "quantity"),
        ("00001,1997-01-01,1.0,11.77", "quantity"),
        ("00001,1997-01-01,1_0,11.77", "quantity"),
        ("00001,1997-01-01,\uff12,11.77", "quantity"),
        ("00001,1997-01-01,9999999,11.77", "quantity"),
        ("00001,1997-01-01,2,-11.77", "negative"),
        ("00001,1997-01-01,2,", "not written like"),
        ("00001,1997-01-01,2,11.777", "not written like"),
        ('00001,1997-01-01,2,"1,177.00"', "not written like"),
        ("00001,1997-01-01,2,1'177.00", "not written like"),
        ("00001,1997-01-01,2,$11.77", "not written like"),
        ("00001,1997-01-01,2,1e3", "not written like"),
        ("00001,1997-01-01,2,nan", "not written like"),
        ("00001,1997-01-01,2,99999999999.00", "not written like"),
        (b"M\xfcller,1997-01-01,2,11.77", "UTF-8"),
        (b"00001,1997-01-01,2,11\x00.77", "control character"),
        ("00001,1997-01-01,2,11.77\r00002,1997-01-01,2,11.77", "control character"),
        ('"00001,1997-01-01,2,11.77', "quotation mark"),
        ("0" * (LONGEST_LINE + 1), "longer than"),
    ],
)
def test_a_bad_row_says_why(line: str | bytes, reason: str) -> None:
    row = read(line)
    assert isinstance(row, BadRow)
    assert reason in row.reason
    assert row.line == 7
    assert "\x00" not in row.text


@pytest.mark.parametrize("day", ["1970-01-01", "2026-03-10", "1996-02-29"])
def test_both_borders_of_the_dates_are_orders(day: str) -> None:
    assert isinstance(read(f"00001,{day},2,11.77"), OrderRow)


def test_the_currency_decides_the_decimals() -> None:
    yen = Layout((0, 1, 2, 3), "JPY")
    assert isinstance(read("00001,1997-01-01,2,1177", yen), OrderRow)
    assert isinstance(read("00001,1997-01-01,2,11.77", yen), BadRow)


def test_columns_may_stand_in_any_order() -> None:
    layout = read_layout(b"\xef\xbb\xbfamount_usd,customer,quantity,date")
    assert read("11.77,00001,2,1997-01-01", layout) == GOOD


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"00001,1997-01-01,2,11.77",
        b"customer,date,quantity",
        b"customer,date,quantity,amount",
        b"customer,date,quantity,amount_xyz",
        b"customer,date,quantity,amount_usd,colour",
        b"customer,date,quantity,amount_usd,customer",
        b"customer,date,quantity,amount_usd,amount_eur",
        b"customer;date;quantity;amount_usd",
        b"\xff\xfec\x00u\x00s\x00t\x00",
        b"PK\x03\x04",
    ],
)
def test_a_file_with_another_first_line_is_refused(header: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read_layout(header)


def test_lines_end_with_lf_or_crlf_and_keep_their_numbers() -> None:
    lines = list(physical_lines(io.BytesIO(b"a\r\nb\n\r\nlast")))
    assert lines == [(1, b"a", 3), (2, b"b", 2), (3, b"", 2), (4, b"last", 4)]


def test_a_line_without_end_is_cut_but_counted_whole() -> None:
    endless, row = b"0" * 50_000, b"next\n"
    lines = list(physical_lines(io.BytesIO(endless + b"\n" + row)))
    assert [(number, len(raw), size) for number, raw, size in lines] == [
        (1, LONGEST_LINE + 1, 50_001),
        (2, 4, 5),
    ]


def test_the_longest_line_with_crlf_is_whole() -> None:
    line = b"0" * LONGEST_LINE
    assert next(physical_lines(io.BytesIO(line + b"\r\n")))[1] == line
