"""Take numbers out of a series, without gaps and without doubles."""

from __future__ import annotations

from django.db import connection

from core.locks import Lock, take

ORDERS, IMPORTS, PARTIES = "order", "import", "party"
_FIRST = {ORDERS: 100_001, IMPORTS: 1, PARTIES: 1_001}

_TAKE = """
INSERT INTO shop_numberseries (key, next_number) VALUES (%(key)s, %(first)s + %(count)s)
ON CONFLICT (key) DO UPDATE SET next_number = shop_numberseries.next_number + %(count)s
RETURNING next_number - %(count)s
"""


def next_numbers(key: str, count: int) -> range:
    """Return the next numbers of a series; a rollback gives them back.

    The lock is held until the transaction ends: take numbers last.
    """
    take(Lock.SERIES, key)
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"key": key, "first": _FIRST[key], "count": count})
        first = int(cursor.fetchone()[0])
    return range(first, first + count)


def order_number(number: int) -> str:
    """Return what the buyer sees on an order of this shop."""
    return str(number)


def import_number(number: int) -> str:
    """Return the number of an order that came from another system."""
    return f"I{number:07d}"
