"""Templates that papers were issued with stay as they are; no customer reads a reserved word."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from finance.papers.drawing import TEMPLATES

PAPERS = Path(__file__).resolve().parents[4] / "finance/papers"
# A change of a template is a new version of it: papers must be drawn again as they were.
FROZEN = {
    "credit_note-1.typ": "35f4ac2fd727fa28",
    "document-1.typ": "4cd4524b37c8fcd4",
    "letter-1.typ": "854c9df63f5b8910",
    "page-1.typ": "5b96013e36baf4bc",
    "statement-1.typ": "ca342061f8791db5",
}


@pytest.mark.parametrize("name", FROZEN)
def test_a_template_is_never_edited(name: str) -> None:
    assert hashlib.sha256((PAPERS / name).read_bytes()).hexdigest()[:16] == FROZEN[name]


def test_every_template_has_its_files() -> None:
    files = {name for parts in TEMPLATES.values() for name in parts}
    assert files == FROZEN.keys()
    assert files <= {path.name for path in PAPERS.glob("*.typ")}
