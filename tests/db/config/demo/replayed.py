"""A replay of the fixture that several tests share; each of them starts from it untouched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import transaction

from tests.db.config.files import run_import
from tests.fixtures.orders import NASTY


@contextmanager
def rolled_back() -> Iterator[None]:
    """Open a transaction that is rolled back and that use cases do not count as their own."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)


def replay(place: Path) -> None:
    """Replay the fixture with its network."""
    run_import(NASTY, place / "rejected.csv", with_network=True)
