"""Fill empty tables as fast as they can be: without what is checked and indexed row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

_CONSTRAINTS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype IN ('f', 'x')
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = %s::regclass AND NOT indisunique AND NOT indisexclusion
"""


@contextmanager
def bare(tables: Sequence[str]) -> Iterator[None]:
    """Take foreign keys, exclusions and plain indexes off tables; put them back and check all.

    For tables that are filled once, by somebody who is alone in the database.
    """
    put_back: list[str] = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(_CONSTRAINTS, [table])
            for name, definition in cursor.fetchall():
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
                put_back.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
            cursor.execute(_INDEXES, [table])
            for name, definition in cursor.fetchall():
                cursor.execute(f"DROP INDEX {name}")
                put_back.append(definition)
        yield
        for statement in put_back:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in tables:
            cursor.execute(f"ANALYZE {table}")
