"""The documents that ship with the program."""

from __future__ import annotations

from pathlib import Path

from commissions.shipped_plans import plan_files, shipped_paths, shipped_plan


def test_a_document_comes_with_its_examples() -> None:
    assert b"[[example]]" in shipped_plan("cdnow", "1997-01-01").examples


def test_both_plans_ship() -> None:
    assert {path.parent.name for path in shipped_paths()} >= {"quellmoos", "cdnow"}


def test_a_document_without_examples_has_none(tmp_path: Path) -> None:
    alone = tmp_path / "alone.toml"
    alone.write_bytes(b"plan = 1")
    assert plan_files(alone).examples == b""
