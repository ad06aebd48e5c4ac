from __future__ import annotations

from pathlib import Path

import pytest

from devkit import scratch
from devkit.owner import Owner, UnsafeFolder, private_folder

LENT = Owner(uid=65534, gid=65534, switch=True)


def test_a_lent_user_does_not_get_below_a_closed_folder() -> None:
    with scratch.folder() as place:
        inner = place / "home" / "vinea"
        inner.mkdir(parents=True)
        assert LENT.reaches(inner)
        inner.parent.chmod(0o700)
        assert not LENT.reaches(inner)


def test_a_link_somebody_laid_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "ours").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnsafeFolder, match="belongs to somebody else"):
        private_folder(tmp_path / "ours")
