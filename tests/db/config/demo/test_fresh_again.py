"""A closed period of the demo comes out the same on a fresh database, and by either engine."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from commissions.selectors import readied_period
from config.demo.load import load_demo_company
from tests.db.config.demo.closed_months import check_hashes, rows
from tests.db.config.demo.replayed import rolled_back

AT = datetime(2026, 11, 21, 14, tzinfo=UTC)
_HASHES = """
SELECT plan_code, period_key, input_hash, result_hash FROM commissions_run
WHERE state = 'published' ORDER BY 1, 2
"""
_FROM_THE_START = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
FROM pg_sequences WHERE schemaname = 'public'
"""


def loaded() -> list[tuple[Any, ...]]:
    """Load the demo company with numbers as in a new database; return what its runs came to."""
    with connection.cursor() as cursor:
        cursor.execute(_FROM_THE_START)
    load_demo_company(at=AT)
    return rows(_HASHES)


@pytest.mark.django_db
def test_every_closed_period_is_the_same_on_a_fresh_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with rolled_back():
        first = loaded()
        assert len(first) > 1
        monkeypatch.setattr(readied_period, "LARGE", 0)
        monkeypatch.setattr(readied_period, "picture_of_run", None)
        assert check_hashes() == len(first)
        monkeypatch.undo()
    with rolled_back():
        assert loaded() == first
