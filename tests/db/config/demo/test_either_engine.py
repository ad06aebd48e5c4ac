"""Every closed period of the demo comes out the same by either engine.

That two fresh databases come to the same, killed or not: tests/simulation.
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commissions.models import Run
from commissions.selectors import readied_period
from config.demo.load import load_demo_company
from tests.db.config.demo.closed_months import check_hashes
from tests.db.config.demo.replayed import rolled_back

AT = datetime(2026, 11, 21, 14, tzinfo=UTC)


@pytest.mark.django_db
def test_every_closed_period_is_the_same_by_either_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with rolled_back():
        load_demo_company(at=AT)
        closed = Run.objects.filter(state="published").count()
        assert closed > 1
        monkeypatch.setattr(readied_period, "LARGE", 0)
        monkeypatch.setattr(readied_period, "picture_of_run", None)
        assert check_hashes() == closed
