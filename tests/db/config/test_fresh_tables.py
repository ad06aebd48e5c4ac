"""Tests that commit leave the tables to the next one as the migrations made them."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.migrated_rows import STORE

pytestmark = pytest.mark.django_db(transaction=True)
TABLES = """
SELECT table_name, table_schema FROM information_schema.tables
WHERE table_schema IN ('public', %s) AND table_type = 'BASE TABLE'
AND table_name <> 'django_migrations'
"""


def counts() -> dict[str, dict[str, int]]:
    """Count the rows of every table, now and in the copy that was kept."""
    found: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(TABLES, [STORE])
        for table, schema in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM {schema}."{table}"')
            (count,) = cursor.fetchone() or (0,)
            found.setdefault(table, {})[schema] = count
    return found


@pytest.mark.parametrize("turn", ["first", "second"])
def test_rows_that_migrations_made_are_there_and_only_they(turn: str) -> None:
    rows = counts()
    assert sum(STORE in pair for pair in rows.values()) > 3
    changed = {table: pair for table, pair in rows.items() if pair["public"] != pair.get(STORE, 0)}
    assert not changed
    ContentType.objects.create(app_label="left_by", model=turn)
