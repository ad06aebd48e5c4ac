"""A company for every test of the network."""

from __future__ import annotations

import pytest

from tests.db.network.people import found_company


@pytest.fixture
def company(db: None) -> None:
    """Found the company."""
    found_company()
