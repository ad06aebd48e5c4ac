"""The good rows of one file in temporary tables, numbered in the order they are replayed.

The database sorts and counts, so the program's memory does not grow with the file. The tables
belong to the connection and vanish with it, also when the process is killed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db import connection

from config.imports.orders_csv import OrderRow, content_key

_PREPARE = """
DROP TABLE IF EXISTS pg_temp.import_read, pg_temp.import_staged;
CREATE TEMPORARY TABLE import_read (
    line bigint, customer text COLLATE "C", day date, quantity integer, amount_minor bigint,
    content text COLLATE "C"
)
"""

_COPY = "COPY pg_temp.import_read FROM STDIN"

_NUMBER = """
CREATE TEMPORARY TABLE import_staged AS
SELECT row_number() OVER (ORDER BY day, customer, content, line) AS seq, line, customer, day,
       quantity, amount_minor,
       content || '-' || row_number() OVER (PARTITION BY content ORDER BY line) AS reference
FROM pg_temp.import_read;
CREATE UNIQUE INDEX ON pg_temp.import_staged (seq);
CREATE INDEX ON pg_temp.import_staged (reference);
DROP TABLE pg_temp.import_read;
ANALYZE pg_temp.import_staged
"""

_DAYS = """
SELECT day, min(seq), max(seq), sum(amount_minor)
FROM pg_temp.import_staged GROUP BY day ORDER BY day
"""

_ROWS = """
SELECT reference, customer, day, quantity, amount_minor FROM pg_temp.import_staged
WHERE seq BETWEEN %s AND %s ORDER BY seq
"""

_JOINERS = """
SELECT min(day) AS joined_on, customer FROM pg_temp.import_staged
GROUP BY customer ORDER BY joined_on, customer
"""


@dataclass(frozen=True, slots=True)
class StagedOrder:
    """One order of the file. `reference` is its key: content and number of the occurrence."""

    reference: str
    customer: str
    day: date
    quantity: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class StagedDay:
    """The numbers that the orders of one day have, first and last included."""

    day: date
    first: int
    last: int
    amount_minor: int


def stage(rows: Iterable[OrderRow], currency: str) -> int:
    """Write the rows to the staging table while they are read; return how many there are."""
    with connection.cursor() as cursor:
        cursor.execute(_PREPARE)
        count = 0
        with cursor.copy(_COPY) as copy:
            for row in rows:
                key = content_key(row, currency)
                copy.write_row(
                    (row.line, row.customer, row.day, row.quantity, row.amount_minor, key)
                )
                count += 1
        cursor.execute(_NUMBER)
    return count


def staged_days() -> list[StagedDay]:
    """Return the days that have orders, in order."""
    with connection.cursor() as cursor:
        cursor.execute(_DAYS)
        return [
            StagedDay(day, first, last, int(amount_minor))
            for day, first, last, amount_minor in cursor.fetchall()
        ]


def staged_orders(first: int, last: int) -> list[StagedOrder]:
    """Return the orders with these numbers, ordered by day, customer and content."""
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [first, last])
        return [StagedOrder(*row) for row in cursor.fetchall()]


def joiners() -> list[tuple[date, str]]:
    """Return every customer with the day of the first purchase, in that order."""
    with connection.cursor() as cursor:
        cursor.execute(_JOINERS)
        return [(day, customer) for day, customer in cursor.fetchall()]


def batches(first: int, last: int, size: int) -> Iterator[tuple[int, int]]:
    """Cut a range of numbers into pieces of at most `size`."""
    for start in range(first, last + 1, size):
        yield start, min(start + size - 1, last)
