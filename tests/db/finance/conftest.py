"""A company for every test of finance."""

from __future__ import annotations

import pytest

from tests.db.finance.books import found_company


@pytest.fixture
def company(db: None) -> None:
    """Found the company."""
    found_company()
