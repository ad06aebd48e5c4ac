from __future__ import annotations

import stat
from pathlib import Path

import pytest

from devkit import home as homes
from devkit.home import InUse, open_home


def test_secrets_are_made_once_and_closed_to_others(tmp_path: Path) -> None:
    home = open_home(tmp_path / "company")
    keys = home.keys()
    assert open_home(tmp_path / "company").keys() == keys
    assert stat.S_IMODE((home.folder / "keys.json").stat().st_mode) == 0o600
    assert len(set(keys.values())) == 3


def test_two_folders_never_share_a_secret(tmp_path: Path) -> None:
    one, other = open_home(tmp_path / "one").keys(), open_home(tmp_path / "other").keys()
    assert not set(one.values()) & set(other.values())


def test_a_second_up_is_refused_and_told_who_is_there(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    with homes.claim_for_up(home):
        home.announce("up", {"DATABASE_URL": "postgresql:///vinea"})
        with pytest.raises(InUse, match=r"dev\.py up \(process \d+\) already uses"):
            homes.claim_for_up(home)


def test_a_command_joins_the_up_that_runs(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    with homes.claim_for_up(home):
        home.announce("up", {"DATABASE_URL": "postgresql:///vinea"})
        assert homes.claim_or_join(home) == {"DATABASE_URL": "postgresql:///vinea"}


def test_a_folder_is_free_again_when_its_holder_is_gone(tmp_path: Path) -> None:
    home = open_home(tmp_path)
    with homes.claim_for_up(home):
        home.announce("up", {})
    with homes.claim_for_up(home):
        assert not home.notice.exists()


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "company").write_text("not a folder")
    with pytest.raises(InUse, match="cannot be made"):
        open_home(tmp_path / "company")
