"""These tests read messages, so they are read in one language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak the language of the source."""
    with translation.override("en"):
        yield
