"""manage plan, without a database."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from commissions.shipped_plans import PLANS, examples_beside

SHIPPED = PLANS / "quellmoos" / "2026-01-01.toml"


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("plan", *map(str, arguments), stdout=out)
    return out.getvalue()


def copy_of(folder: Path, find: str = "", put: str = "") -> Path:
    """Copy the shipped plan with its examples, changed as wished."""
    path = folder / "plan.toml"
    path.write_text(
        SHIPPED.read_text("utf-8").replace(find, put) if find else SHIPPED.read_text("utf-8"),
        "utf-8",
    )
    examples_beside(path).write_bytes(examples_beside(SHIPPED).read_bytes())
    return path


def test_check_prints_each_promise_and_the_hash() -> None:
    text = run("check", SHIPPED)
    assert "ok  an inactive partner is passed over and uses up no level" in text
    assert "quellmoos v1 keeps all its promises. SHA-256 " in text


def test_check_prints_what_differs_and_fails(tmp_path: Path) -> None:
    out = StringIO()
    changed = copy_of(tmp_path, '"12%"', '"11%"')
    with pytest.raises(CommandError, match="must not start"):
        call_command("plan", "check", str(changed), stdout=out)
    assert "--  what a partner buys for itself pays from the sponsor on" in out.getvalue()
    assert "      bert earns €11.00, promised is €12.00." in out.getvalue()


def test_check_as_json_is_the_last_line() -> None:
    facts = json.loads(run("check", SHIPPED, "--json").splitlines()[-1])
    assert facts["kept"] is True
    assert facts["plan"] == "quellmoos"
    assert all(example["differences"] == [] for example in facts["examples"])


@pytest.mark.parametrize(
    ("find", "put", "says"),
    [
        ('"50 PV"', "50", "active.personal_volume: 50 is a bare number"),
        ('period          = "month"', 'perod = "month"', "Did you mean “period”"),
    ],
)
def test_a_mistake_is_told_in_one_line(tmp_path: Path, find: str, put: str, says: str) -> None:
    with pytest.raises(CommandError, match=says):
        run("check", copy_of(tmp_path, find, put))


def test_a_plan_without_examples_fails(tmp_path: Path) -> None:
    alone = tmp_path / "plan.toml"
    alone.write_bytes(SHIPPED.read_bytes())
    with pytest.raises(CommandError, match=r"Write them into plan\.examples\.toml"):
        run("check", alone)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match=r"nowhere\.toml: No such file"):
        run("check", "nowhere.toml")


def test_compare_lists_what_changed(tmp_path: Path) -> None:
    changed = copy_of(tmp_path, '"12%"', '"11%"')
    assert run("compare", SHIPPED, changed) == "rule[team].rates[1]: 12% → 11%\n"


def test_explain_says_what_is_meant_and_why_it_pays() -> None:
    text = run("explain", SHIPPED)
    assert "personal_volume = 50 PV" in text
    assert "Member anna earns €12.00" in text


def test_explain_speaks_german() -> None:
    assert "anna nimmt Ebene 1." in run("--language", "de", "explain", SHIPPED)


def test_schema_lists_every_table() -> None:
    text = run("schema")
    for heading in ("[active]", "[[rank]]", "[[rule]]", "[vesting]", "[[example]]"):
        assert heading in text


def test_guide_writes_the_file(tmp_path: Path) -> None:
    run("guide", tmp_path / "plans.md")
    assert "## Families of rules" in (tmp_path / "plans.md").read_text("utf-8")
