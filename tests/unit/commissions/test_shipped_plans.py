"""The documents that ship with the program."""

from __future__ import annotations

from pathlib import Path

from commissions.benchmark.company import DOCUMENT
from commissions.document.plan_examples import check_plan_text
from commissions.every_kernel import settle_promises
from commissions.shipped_plans import plan_files, shipped_paths, shipped_plan


def test_a_document_comes_with_its_examples() -> None:
    assert b"[[example]]" in shipped_plan("cdnow", "1997-01-01").examples


def test_both_plans_ship() -> None:
    assert {path.parent.name for path in shipped_paths()} >= {"quellmoos", "cdnow"}


def test_a_document_without_examples_has_none(tmp_path: Path) -> None:
    alone = tmp_path / "alone.toml"
    alone.write_bytes(b"plan = 1")
    assert plan_files(alone).examples == b""


def test_the_benchmarks_plan_keeps_promises_that_prove_all_its_rules() -> None:
    shipped = plan_files(DOCUMENT)
    assert check_plan_text(shipped.document, shipped.examples, "2026-01-01.toml").is_kept


def test_kernels_are_compiled_by_what_plans_promise() -> None:
    paths = [path for path in shipped_paths() if path.parent.name in ("quellmoos", "bienenkorb")]
    assert settle_promises(paths) > len(paths)
