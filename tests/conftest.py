"""What every test gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.utils import translation

WITH_TRIGGERS = """
SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0
"""


@pytest.fixture(autouse=True, scope="session")
def _append_only_tables_may_be_emptied_between_tests() -> Iterator[None]:
    """Transactional tests empty every table; the triggers that refuse it rest meanwhile."""
    usual = DatabaseOperations.execute_sql_flush

    def flush(self: DatabaseOperations, sql_list: list[str]) -> Any:
        with connections["default"].cursor() as cursor:
            cursor.execute(WITH_TRIGGERS)
            tables = [row[0] for row in cursor.fetchall()]
        rest = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
        wake = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
        return usual(self, [*rest, *sql_list, *wake])

    DatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]
    yield
    DatabaseOperations.execute_sql_flush = usual  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _refusals_are_read_in_english() -> Iterator[None]:
    """Messages are compared in the source's language, whatever catalogues are compiled."""
    with translation.override("en"):
        yield
