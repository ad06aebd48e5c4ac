"""These tests deliver events themselves."""

from __future__ import annotations

import pytest

from config import wiring
from core import outbox


@pytest.fixture(autouse=True, scope="session")
def wired() -> None:
    """Install the reactions without waking a worker."""
    wiring.install()
    outbox.wire(wiring.REACTIONS)
