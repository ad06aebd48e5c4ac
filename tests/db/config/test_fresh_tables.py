"""Tests that commit leave the tables to the next one as the migrations made them."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from tests.migrated_rows import STORE

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = f"""
SELECT table_name,
       (xpath('/row/c/text()', query_to_xml(format(
           'SELECT count(*) AS c FROM %I.%I', table_schema, table_name), false, true, '')))[1]::text
FROM information_schema.tables WHERE table_schema IN ('public', '{STORE}') ORDER BY table_name
"""


@pytest.mark.parametrize("turn", ["first", "second"])
def test_rows_that_migrations_made_are_there_and_only_they(turn: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        rows = cursor.fetchall()
    counts: dict[str, list[int]] = {}
    for table, count in rows:
        counts.setdefault(table, []).append(int(count))
    kept = {table: pair for table, pair in counts.items() if len(pair) == 2}
    assert len(kept) > 3
    assert all(now == before for now, before in kept.values())
    unexpected = {
        table
        for table, pair in counts.items()
        if len(pair) == 1 and pair != [0] and table != "django_migrations"
    }
    assert not unexpected
    ContentType.objects.create(app_label="left_by", model=turn)
