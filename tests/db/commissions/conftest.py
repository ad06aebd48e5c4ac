"""A founded company, a line of three members and a signed plan."""

from __future__ import annotations

import pytest

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
