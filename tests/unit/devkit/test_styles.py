from __future__ import annotations

from pathlib import Path

import pytest

from devkit import styles


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Lay out a storefront whose style sheet has just been compiled."""
    for name, text in (
        (styles.SOURCE, '@import "tailwindcss"'),
        (styles.TARGET, ".p-4{}"),
        (Path("storefront/templates/page.html"), '<p class="p-4">'),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    styles.remember(tmp_path, styles.fingerprint(tmp_path))
    return tmp_path


def test_nothing_is_compiled_twice(root: Path) -> None:
    assert styles.is_current(root)


def test_a_changed_template_may_need_other_classes(root: Path) -> None:
    (root / "storefront/templates/page.html").write_text('<p class="p-8">')
    assert not styles.is_current(root)


def test_a_lost_result_is_compiled_anew(root: Path) -> None:
    (root / styles.TARGET).unlink()
    assert not styles.is_current(root)
