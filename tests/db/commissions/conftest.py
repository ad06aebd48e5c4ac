"""A founded company, a line of three members and a signed plan."""

from __future__ import annotations

from datetime import datetime

import pytest

from commissions.arrays.fingerprint import input_hash
from commissions.engine.plan import Plan
from commissions.selectors import readied_period
from commissions.selectors.period_columns import read_period_columns
from commissions.services import draft_run
from core.periods import Period
from tests.db.commissions.company import Till, enrol, found_company, sign


@pytest.fixture
def till(db: None) -> Till:
    """Found the company with a signed plan; nobody has joined yet."""
    found_company()
    sign()
    return Till()


@pytest.fixture
def line(till: Till) -> dict[str, int]:
    """Enrol anna above bert above cara."""
    return enrol({"anna": None, "bert": "anna", "cara": "bert"})


@pytest.fixture
def sold(till: Till, line: dict[str, int]) -> dict[str, int]:
    """Let everybody be active in March, and cara buy for 100 CV and sell for 50 CV."""
    till.record(line["anna"], pv="60")
    till.record(line["bert"], pv="60")
    till.record(line["cara"], pv="80", cv="100")
    till.record(line["cara"], pv="40", cv="50", customer=True)
    return line


@pytest.fixture(autouse=True)
def _both_readers_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read every period that a test drafts a second time, as a large network would be read."""

    def ready_twice(
        plan: Plan, period: Period, *, known_at: datetime, follows: int | None
    ) -> readied_period.Readied:
        ready = readied_period.ready_period(plan, period, known_at=known_at, follows=follows)
        columns = read_period_columns(plan, period, known_at=known_at, follows=follows)
        hashes = {input_hash(plan, period.key, each) for each in (ready.picture, columns)}
        assert len(hashes) == 1, (ready.picture, columns)
        return ready

    monkeypatch.setattr(draft_run, "ready_period", ready_twice)
