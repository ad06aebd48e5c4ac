"""What simulations need beyond single tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.simulation.killing import TEMPLATE, connect, make_template


@pytest.fixture(scope="session")
def empty_template(django_db_blocker: Any) -> Iterator[None]:
    """Make a database with all tables and no rows, to be copied by each run."""
    make_template()
    yield
    with connect("postgres") as server:
        server.execute(f"DROP DATABASE {TEMPLATE} WITH (FORCE)")
