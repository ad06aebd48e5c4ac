"""Files for spreadsheets: no cell becomes a formula, every sign survives."""

from __future__ import annotations

import csv
import io

import pytest

from storefront.csv_files import BYTE_ORDER_MARK, csv_text, safe_cell


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+49 761", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", '=cmd|" /C calc"!A0', "|x"],
)
def test_what_looks_like_a_formula_is_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(("value", "shown"), [(-5, "-5"), (None, ""), ("Anna", "Anna"), (0, "0")])
def test_everything_else_stays_as_it_is(value: object, shown: str) -> None:
    assert safe_cell(value) == shown


@pytest.mark.parametrize(
    ("told", "shown"), [("\N{MINUS SIGN}0,47", "-0,47"), ("\N{MINUS SIGN}1,234.50", "-1,234.50")]
)
def test_what_is_taken_back_is_a_number_that_sums_count(told: str, shown: str) -> None:
    assert safe_cell(told) == shown


@pytest.mark.parametrize(("language", "separator"), [("de", ";"), ("en", ",")])
def test_each_language_gets_its_separator(language: str, separator: str) -> None:
    text = csv_text(["A", "B"], [["x; y", 'say "hi"']], language=language)
    assert text.startswith(f"{BYTE_ORDER_MARK}A{separator}B\r\n")
    read = csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK)), delimiter=separator)
    assert list(read) == [["A", "B"], ["x; y", 'say "hi"']]
