"""A scene that many tests begin with is played once in a process and then given back as rows.

Opening the company's shop takes 1,700 statements through the use cases; putting their rows back
takes thirty. Nothing about the scene changes: it is what the use cases wrote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping

from django.db import connection, transaction

_TABLES = """
SELECT quote_ident(c.relname) FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  AND c.relname <> 'django_migrations'
"""
_FILLED = "SELECT ARRAY[{}]"
_IS_FILLED = "(SELECT CASE WHEN EXISTS (SELECT FROM {0}) THEN '{0}' END)"

_kept: dict[Hashable, Mapping[str, bytes]] = {}


def play_once(key: Hashable, play: Callable[[], object]) -> None:
    """Play a scene that begins with nothing, or put back the rows that it wrote the first time."""
    if key in _kept:
        _put_back(_kept[key])
        return
    before = _read()
    play()
    _kept[key] = _added(before, _read())


def _read() -> dict[str, list[bytes]]:
    """Return the rows of all tables that have any; columns that are computed are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        names = [name for (name,) in cursor.fetchall()]
        cursor.execute(_FILLED.format(", ".join(_IS_FILLED.format(name) for name in names)))
        (filled,) = cursor.fetchone()
        return {name: _copy_out(name) for name in filled if name}


def _copy_out(table: str) -> list[bytes]:
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} TO STDOUT") as copy:
        return b"".join(bytes(block) for block in copy).splitlines(keepends=True)


def _added(before: Mapping[str, list[bytes]], after: Mapping[str, list[bytes]]) -> dict[str, bytes]:
    added = {}
    for table, rows in after.items():
        new = Counter(rows) - Counter(before.get(table, []))
        assert len(rows) - len(before.get(table, [])) == new.total(), f"{table} lost a row"
        if new:
            added[table] = b"".join(row for row in rows if row in new)
    return added


def _put_back(rows: Mapping[str, bytes]) -> None:
    # Tables come in no order of their references, which are checked at the end.
    with transaction.atomic(), connection.cursor() as cursor:
        for table, content in rows.items():
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                copy.write(content)
