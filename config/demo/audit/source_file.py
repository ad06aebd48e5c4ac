"""The order file read anew, against the orders that are in the company.

Reads every physical line with the csv module and Decimal, nothing of config.imports. Lines that
cannot be read are only counted; the rejects of the import must be exactly that many.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.db import connection

from config.demo.audit.findings import Finding
from core.money import EXPONENTS

_CHECK = "file = orders"
_LONGEST = 4096

_ORDERS = """
SELECT o.external_buyer, (o.placed_at AT TIME ZONE c.time_zone)::date::text, l.quantity,
       o.gross_minor, count(*)
FROM shop_order o
JOIN shop_orderline l ON l.order_id = o.id
CROSS JOIN core_companysettings c
WHERE o.origin = %(source)s
GROUP BY 1, 2, 3, 4
"""

_MONTHS = """
SELECT to_char(o.placed_at AT TIME ZONE c.time_zone, 'YYYY-MM'), count(*), sum(o.gross_minor)
FROM shop_order o CROSS JOIN core_companysettings c
WHERE o.origin = %(source)s GROUP BY 1
"""

Row = tuple[str, str, int, int]


@dataclass(slots=True)
class FileTotals:
    """What the file itself says: equal rows counted, money per month, lines that are no rows."""

    rows: Counter[Row] = field(default_factory=Counter)
    orders: Counter[str] = field(default_factory=Counter)
    minor: Counter[str] = field(default_factory=Counter)
    unreadable: int = 0


def read_totals(path: Path, today: date) -> FileTotals:
    """Read the file whole; one entry per different row is kept in memory."""
    lines = _lines(path)
    names = next(lines, [])
    currency = next(name for name in names if name.startswith("amount_"))[-3:].upper()
    totals = FileTotals()
    for fields in lines:
        complete = len(fields) == len(names)
        named = dict(zip(names, fields, strict=True)) if complete else None
        row = _row(named, EXPONENTS[currency], today) if named else None
        if row is None:
            totals.unreadable += 1
            continue
        totals.rows[row] += 1
        totals.orders[row[1][:7]] += 1
        totals.minor[row[1][:7]] += row[3]
    return totals


def compare_with_orders(totals: FileTotals, source: str) -> list[Finding]:
    """List every month and every row that the company has otherwise than the file."""
    return _differing_months(totals, source) + _differing_rows(totals, source)


def _differing_months(totals: FileTotals, source: str) -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, {"source": source})
        ours = {month: (count, int(minor)) for month, count, minor in cursor.fetchall()}
    theirs = {month: (count, totals.minor[month]) for month, count in totals.orders.items()}
    return [
        Finding(_CHECK, month, str(theirs.get(month)), str(ours.get(month)))
        for month in sorted(ours.keys() | theirs.keys())
        if ours.get(month) != theirs.get(month)
    ]


def _differing_rows(totals: FileTotals, source: str) -> list[Finding]:
    left = Counter(totals.rows)
    with connection.cursor() as cursor:
        cursor.execute(_ORDERS, {"source": source})
        for *row, count in cursor.fetchall():
            left[(row[0], row[1], row[2], row[3])] -= count
    differing = sorted(row for row, count in left.items() if count)
    return [
        Finding(_CHECK, f"row {','.join(map(str, row))}", str(totals.rows[row]),
                str(totals.rows[row] - left[row]))
        for row in differing[:20]
    ]  # fmt: skip


def _lines(path: Path) -> Iterator[list[str]]:
    """Yield the fields of every line that is not blank; none for a line that cannot be read."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream):
            raw = line.removesuffix(b"\n").removesuffix(b"\r")
            if not raw.strip():
                continue
            text = raw.decode("utf-8" if number else "utf-8-sig", "replace")
            try:
                fields = next(csv.reader([text], strict=True))
            except csv.Error:
                fields = []
            spoilt = len(raw) > _LONGEST or b"\r" in raw or b"\x00" in raw
            yield [] if spoilt else [value.strip() for value in fields]


def _row(named: dict[str, str], places: int, today: date) -> Row | None:
    """Return the row as values, None where it is no order."""
    customer, day_text, quantity = named["customer"], named["date"], named["quantity"]
    amount = next(value for name, value in named.items() if name.startswith("amount"))
    whole, point, decimals = amount.partition(".")
    try:
        day = date.fromisoformat(day_text)
        minor = Decimal(amount).scaleb(places)
    except (ValueError, InvalidOperation):
        return None
    good = (
        _is_name(customer)
        and str(day) == day_text
        and date(1970, 1, 1) <= day <= today
        and _is_number(quantity, 6)
        and int(quantity) > 0
        and _is_number(whole, 10)
        and (not point or _is_number(decimals, places))
    )
    return (customer, day_text, int(quantity), int(minor)) if good else None


def _is_name(text: str) -> bool:
    return text.isprintable() and 0 < len(text) <= 40 and "\N{REPLACEMENT CHARACTER}" not in text


def _is_number(text: str, digits: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= digits
