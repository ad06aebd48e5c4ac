from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from devkit import install
from devkit.install import InstallFailed, installed

PYTHON = Path("/venv/bin/python")


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Pretend that this Python has no ensurepip and the machine no wheel of pip."""
    find_spec = importlib.util.find_spec

    def without_ensurepip(name: str, package: str | None = None) -> object:
        return None if name == "ensurepip" else find_spec(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without_ensurepip)
    monkeypatch.setattr(install, "WHEEL_FOLDERS", ())
    monkeypatch.setattr(install.sysconfig, "get_config_var", lambda _name: None)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    return monkeypatch


def answering(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    """Let only those commands work that hold a word."""

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        works = any(word in part for part in command)
        return subprocess.CompletedProcess(command, 0 if works else 1)

    monkeypatch.setattr(install.subprocess, "run", run)


def test_pip_comes_out_of_the_newest_wheel_that_works(
    bare: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for version in ("23.0.1", "24.2"):
        with zipfile.ZipFile(tmp_path / f"pip-{version}-py3-none-any.whl", "w") as wheel:
            wheel.writestr("pip/__main__.py", "")
    bare.setattr(install, "WHEEL_FOLDERS", (str(tmp_path),))
    for works, expected in (("pip-", "24.2"), ("23.0.1", "23.0.1")):
        answering(bare, works)
        python, program = install._find_pip(PYTHON, tmp_path / "place")
        assert python == str(PYTHON)
        assert program == f"{tmp_path}/place/pip-{expected}-py3-none-any/pip"
        assert Path(program, "__main__.py").exists()


def test_another_pythons_pip_installs_into_ours(bare: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answering(bare, "--python")
    command = install._find_pip(PYTHON, tmp_path)
    assert command == [sys.executable, "-m", "pip", "--python", "/venv/bin/python"]


def test_without_any_pip_the_message_says_what_to_install(
    bare: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answering(bare, "nothing works")
    with pytest.raises(InstallFailed, match="apt-get install python3-venv"):
        install._find_pip(PYTHON, tmp_path)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Lay out a project with a lock."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements/base.lock").write_text("django==5.2.19 --hash=sha256:00\n")
    return tmp_path


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the installations instead of doing them."""
    counted: list[str] = []
    monkeypatch.setattr(install, "_install", lambda _place, lock: counted.append(lock.stem))
    return counted


def test_an_environment_is_made_once(root: Path, runs: list[str]) -> None:
    for _time in range(2):
        assert installed(root, "base") == root / ".venv/bin/python"
    assert runs == ["base"]


def test_a_changed_lock_is_installed(root: Path, runs: list[str]) -> None:
    installed(root, "base")
    (root / "requirements/base.lock").write_text("django==5.2.20 --hash=sha256:00\n")
    installed(root, "base")
    assert runs == ["base", "base"]


def test_an_environment_whose_python_is_gone_is_made_anew(root: Path, runs: list[str]) -> None:
    python = installed(root, "base")
    python.unlink()
    python.symlink_to("/nowhere/python3")
    installed(root, "base")
    assert python.resolve() == Path(sys.executable).resolve()
    assert runs == ["base", "base"]
