"""Every plan that ships can be told, rule by rule, with why each line of its promises is paid."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from commissions.document.toml_text import parse_toml
from commissions.shipped_plans import shipped_paths


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("path", shipped_paths(), ids=lambda path: path.parent.name)
def test_a_plan_is_told_with_each_rule_by_name_and_each_reason(path: Path, language: str) -> None:
    out = StringIO()
    call_command("plan", "--language", language, "explain", str(path), stdout=out)
    text = out.getvalue()
    for rule in parse_toml(path.read_bytes())["rule"]:
        assert f": {rule['name'][language]} ({rule['id']})\n" in text
        # German closes with the quote that English opens with.
        assert f"{rule['name'][language]}” ({rule['id']})" in text.replace("“", "”")
    assert "%(" not in text


@pytest.mark.parametrize("path", shipped_paths(), ids=lambda path: path.parent.name)
def test_a_plan_means_the_same_as_itself(path: Path) -> None:
    out = StringIO()
    call_command("plan", "compare", str(path), str(path), stdout=out)
    assert out.getvalue() == ""
