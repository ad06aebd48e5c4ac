"""Emptying tables between transactional tests, back to what the migrations left in them.

Django's own way (`serialized_rollback`) loads rows on top of those still there, and the tests that
do not ask for it leave empty reference tables to whoever comes next.
"""

from __future__ import annotations

from typing import Any

from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations

STORE = "as_migrated"
WITH_TRIGGERS = """
SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0
"""
OUR_TABLES = """
SELECT table_name FROM information_schema.tables
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'django_migrations'
"""
# Every column that may be written; generated ones follow by themselves.
COLUMNS = """
SELECT s.table_name, string_agg(quote_ident(c.column_name), ', ' ORDER BY c.ordinal_position)
FROM information_schema.tables s
JOIN information_schema.columns c ON c.table_schema = 'public' AND c.table_name = s.table_name
WHERE s.table_schema = %s AND c.is_generated = 'NEVER' GROUP BY s.table_name
"""


def remember() -> None:
    """Keep a copy of every row that the migrations made, inside the test database."""
    connection = connections["default"]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {STORE} CASCADE")
        cursor.execute(f"CREATE SCHEMA {STORE}")
        cursor.execute(OUR_TABLES)
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT EXISTS (SELECT FROM public."{table}")')
            if cursor.fetchone() == (True,):
                cursor.execute(f'CREATE TABLE {STORE}."{table}" AS TABLE public."{table}"')
    if hasattr(connection, "_test_serialized_contents"):
        del connection._test_serialized_contents


def flush_to_migrated(operations: DatabaseOperations, sql_list: list[str]) -> Any:
    """Empty the tables and put the copies back.

    The triggers that keep history append-only rest meanwhile, by right of the tables' owner.
    Foreign keys are checked at the end of the transaction, so the order of tables is free.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute(WITH_TRIGGERS)
        guarded = [row[0] for row in cursor.fetchall()]
        cursor.execute(COLUMNS, [STORE])
        copies = cursor.fetchall()
    restore = [
        f'INSERT INTO public."{table}" ({columns}) SELECT {columns} FROM {STORE}."{table}"'
        for table, columns in copies
    ]
    rest = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in guarded]
    wake = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in guarded]
    # Pending foreign key checks would forbid waking the triggers.
    return _usual(operations, [*rest, *sql_list, *restore, "SET CONSTRAINTS ALL IMMEDIATE", *wake])


_usual = DatabaseOperations.execute_sql_flush


def install() -> None:
    """Let Django empty tables this way from now on."""
    DatabaseOperations.execute_sql_flush = flush_to_migrated  # type: ignore[method-assign]


def uninstall() -> None:
    """Let Django empty tables its own way again."""
    DatabaseOperations.execute_sql_flush = _usual  # type: ignore[method-assign]
