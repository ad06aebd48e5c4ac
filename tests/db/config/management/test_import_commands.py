"""What the import commands print, and when they fail."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.db.config.files import row_counts, tamper
from tests.fixtures.orders import BAD_ROWS, CUSTOMERS, GOOD_ROWS, MONTHS, NASTY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of the test."""
    monkeypatch.chdir(tmp_path)


def told(*command: str, **options: Any) -> str:
    """Run a command and return what it printed."""
    out = io.StringIO()
    if command[0] == "import_orders":
        options.setdefault("reject", None if "orders.csv" in command[1] else Path("rejected.csv"))
    call_command(*command, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def last_line(text: str) -> dict[str, Any]:
    """Read the JSON object of the last line."""
    return json.loads(text.strip().splitlines()[-1])


def test_the_last_line_is_one_json_object_with_all_figures() -> None:
    result = last_line(told("import_orders", str(NASTY), demo_network=True, json=True))
    months = result.pop("months")
    assert {"seconds", "rss_mb", "created", "dry_run", "currency"} <= result.keys()
    assert result["orders"] == GOOD_ROWS
    assert result["rejected"] == BAD_ROWS
    assert result["members"] == CUSTOMERS
    assert result["ledger_sum_minor"] == sum(month["earned_minor"] for month in months)
    assert {m["period"]: (m["orders"], m["amount_minor"]) for m in months} == MONTHS
    assert set(months[0]) == {
        "period", "orders", "amount_minor", "pv_minor", "earned_minor", "paid_minor",
    }  # fmt: skip


def test_rejected_rows_are_found_beside_the_file(tmp_path: Path) -> None:
    orders = tmp_path / "orders.csv"
    orders.write_bytes(NASTY.read_bytes())
    result = last_line(told("import_orders", str(orders), json=True))
    assert result["reject_file"] == str(tmp_path / "orders.rejected.csv")
    with Path(result["reject_file"]).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == BAD_ROWS
    source = NASTY.read_bytes().split(b"\r\n")
    assert source[int(rows[0]["line"]) - 1].decode() == rows[0]["row"]


def test_people_get_a_table() -> None:
    text = told("import_orders", str(NASTY))
    assert f"{GOOD_ROWS} orders, {GOOD_ROWS} of them new, 0 members, {BAD_ROWS} rejected" in text
    assert "$9,383.04" in text


def test_a_refusal_is_one_sentence_and_changes_nothing() -> None:
    Path("other.csv").write_text("name;town\nAnna;Ulm\n")
    before = row_counts()
    with pytest.raises(CommandError, match="must name the columns"):
        told("import_orders", "other.csv", json=True)
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        told("import_orders", "nowhere.csv")
    with pytest.raises(CommandError, match="no reject file"):
        told("import_orders", str(NASTY), reject=Path("other.csv"))
    assert row_counts() == before


def test_the_audit_is_content_after_an_import() -> None:
    told("import_orders", str(NASTY))
    assert last_line(told("import_audit", str(NASTY), json=True))["findings"] == []
    assert "Nothing differs" in told("import_audit", str(NASTY))


def test_the_audit_fails_and_lists_what_differs() -> None:
    told("import_orders", str(NASTY))
    tamper("shop_orderline", "UPDATE shop_orderline SET quantity = quantity + 1")
    errors = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("import_audit", str(NASTY), stdout=io.StringIO(), stderr=errors)
    assert ended.value.code == 1
    assert "file = orders: row" in errors.getvalue()


def test_the_audit_names_a_file_that_is_missing() -> None:
    with pytest.raises(CommandError, match="There is no file"):
        told("import_audit", "nowhere.csv")
