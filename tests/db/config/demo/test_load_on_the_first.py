"""On the first day of a month nothing of it has happened yet: the demo loads all the same."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from config.demo.audit.run_audit import findings
from config.demo.load import load_demo_company

AT = datetime(2026, 7, 1, 2, tzinfo=UTC)


@pytest.mark.django_db
def test_it_loads_and_stands_up_to_the_audit() -> None:
    assert load_demo_company(at=AT).is_new
    assert list(findings(at=AT)) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(placed_at) < %s, count(*) > 60 FROM shop_order", [AT])
        assert cursor.fetchone() == (True, True)
