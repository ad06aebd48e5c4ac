from __future__ import annotations

from pathlib import Path

import pytest

from devkit.migrations import fingerprint


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Lay out one room with one migration, and a lock."""
    for name in ("requirements/base.lock", "shop/migrations/0001_initial.py"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("first")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["requirements/base.lock", "shop/migrations/0001_initial.py", "shop/migrations/0002_more.py"],
)
def test_any_change_asks_for_a_look_at_the_tables(root: Path, name: str) -> None:
    before = fingerprint(root, ["shop"])
    assert fingerprint(root, ["shop"]) == before
    (root / name).write_text("changed")
    assert fingerprint(root, ["shop"]) != before
