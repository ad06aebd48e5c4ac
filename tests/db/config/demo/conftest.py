"""One replay for all tests of a module.

The tests carry the mark `django_db` besides: without it nobody would create the test database.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.db.config.demo.replayed import replay, rolled_back


@pytest.fixture(scope="module")
def replayed_once(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Replay the fixture once."""
    with django_db_blocker.unblock(), rolled_back():
        replay(tmp_path_factory.mktemp("replay"))
        yield


@pytest.fixture
def replayed(replayed_once: None, django_db_blocker: Any) -> Iterator[None]:
    """Give a test the replayed company, and take back what it does to it."""
    with django_db_blocker.unblock(), rolled_back():
        yield
