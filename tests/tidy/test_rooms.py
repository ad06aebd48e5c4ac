"""What import-linter cannot see: string foreign keys, migrations and raw SQL keep the arrows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.tidy.house import ROOMS, ROOT, below, room_of, sources, texts, tree

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
TABLE = re.compile(rf"\b({'|'.join(ROOMS)})_[a-z]+\b")
SQL = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|COPY|ALTER TABLE)\b")


def migrations() -> list[Path]:
    """Return every migration of every room."""
    return [path for room in ROOMS for path in sorted((ROOT / room / "migrations").glob("0*.py"))]


def test_string_foreign_keys_point_down() -> None:
    wrong = [
        f"{path}:{node.lineno} -> {target}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and (target := _string_target(node))
        if target not in {room_of(path), "settings"} and target not in below(room_of(path))
    ]
    assert not wrong


def _string_target(call: ast.Call) -> str | None:
    named = call.func.attr if isinstance(call.func, ast.Attribute) else None
    if named not in RELATIONS or not call.args:
        return None
    first = call.args[0]
    if isinstance(first, ast.Constant) and isinstance(first.value, str) and "." in first.value:
        return first.value.split(".")[0]
    return None


@pytest.mark.parametrize("room", ["core", "inventory"])
def test_audit_and_stock_keep_references_not_foreign_keys(room: str) -> None:
    targets = {
        target
        for path in sources()
        if room_of(path) == room
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and (target := _string_target(node))
    }
    assert targets <= {room}


def test_migrations_depend_downwards_only() -> None:
    wrong = []
    for path in migrations():
        room = path.parts[-3]
        for _line, text in texts(ast.parse(path.read_text(encoding="utf-8"))):
            if text in ROOMS and text != room and text not in below(room):
                wrong.append(f"{path.name} of {room} -> {text}")
    assert not wrong


def test_raw_sql_names_tables_of_its_own_room_only() -> None:
    """config/demo audits by reading raw tables on purpose; it sees everything."""
    wrong = [
        f"{path}:{line} {table[0]}"
        for path in sources()
        if room_of(path) in ROOMS and room_of(path) != "config"
        for line, text in texts(tree(path))
        if SQL.search(text)
        for table in TABLE.finditer(text)
        if table[1] != room_of(path)
    ]
    assert not wrong
