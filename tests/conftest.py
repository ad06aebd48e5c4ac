"""What every test gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.backends.postgresql.operations import DatabaseOperations


@pytest.fixture(autouse=True, scope="session")
def _append_only_tables_may_be_emptied_between_tests() -> Iterator[None]:
    """Transactional tests empty every table; the triggers that refuse it rest meanwhile."""
    usual = DatabaseOperations.execute_sql_flush

    def flush(self: DatabaseOperations, sql_list: list[str]) -> Any:
        rest = "SET LOCAL session_replication_role = replica"
        return usual(self, [rest, *sql_list]) if sql_list else None

    DatabaseOperations.execute_sql_flush = flush  # type: ignore[method-assign]
    yield
    DatabaseOperations.execute_sql_flush = usual  # type: ignore[method-assign]
