"""Tables as files that spreadsheet programs open, and that no cell can turn into a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
_NEGATIVE = re.compile(rf"[-{MINUS}][0-9][0-9.,]*")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def safe_cell(value: object) -> str:
    """Return a cell's text; what a program could take for a formula gets an apostrophe before it.

    Numbers, also negative ones, stay numbers: with the sign that keyboards have, because what a
    program takes for a text is left out of its sums.
    """
    if isinstance(value, int):
        return str(value)
    text = "" if value is None else str(value)
    if _NEGATIVE.fullmatch(text):
        return text.replace(MINUS, "-")
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_SIGNS) else text


def csv_text(head: Sequence[object], rows: Iterable[Sequence[object]], *, language: str) -> str:
    """Return a table with the separator that the language's spreadsheets expect."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language == "de" else ",", lineterminator="\r\n")
    writer.writerow([safe_cell(cell) for cell in head])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + out.getvalue()


def csv_answer(text: str, filename: str) -> HttpResponse:
    """Return a file to be saved, never to be kept by a cache."""
    answer = HttpResponse(text.encode(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{filename}"'
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
