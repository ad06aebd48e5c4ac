"""The guide to plans is written from the program's own keys."""

from __future__ import annotations

from django.utils import translation

from commissions.kinds.registry import KINDS
from commissions.wording.plan_guide import plan_guide
from tests.tidy.house import ROOT


def test_the_guide_in_docs_is_current() -> None:
    with translation.override("en"):
        is_current = (ROOT / "docs/plans.md").read_text("utf-8") == plan_guide()
    assert is_current, "run: python3 dev.py plan guide docs/plans.md"


def test_every_family_has_its_keys_and_a_promise_that_is_kept() -> None:
    text = plan_guide()
    for name in KINDS:
        family = text.split(f"### `{name}`\n")[1].split("\n### ")[0]
        assert "| Key | Takes | Meaning |" in family
        assert f'"{name}"' in family
        assert "pays " in family
