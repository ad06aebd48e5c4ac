from __future__ import annotations

from pathlib import Path

import pytest

from devkit import quality
from devkit.quality import Check, check
from devkit.request import understand


def test_an_unknown_check_is_refused_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(understand(["check", "spelling"], tmp_path), tmp_path) == 2
    assert "format, lint, imports" in capsys.readouterr().err


def test_what_failed_is_shown_and_fails_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = Check(("-m", "this")), Check(("-m", "no_such_module"))
    monkeypatch.setattr(quality, "CHECKS", {"good": good, "bad": bad})
    assert check(understand(["check", "good"], tmp_path), tmp_path) == 0
    assert check(understand(["check"], tmp_path), tmp_path) == 1
    said = capsys.readouterr().out
    assert "No module named no_such_module" in said
    assert "check: failed: bad" in said
