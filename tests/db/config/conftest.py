"""These tests read messages in one language and let events reach their reactions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation

from config import wiring
from core import outbox


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak the language of the source."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True, scope="session")
def wired() -> None:
    """Install the reactions without waking a worker: these tests deliver events themselves."""
    wiring.install()
    outbox.wire(wiring.REACTIONS)
