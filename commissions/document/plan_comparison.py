"""Say what a new version of a plan means differently, key by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commissions.kinds.registry import KINDS

from .grammar import HEAD, NESTED
from .key import Key, Keys
from .readers import Unreadable
from .toml_text import parse_toml

NOTHING = "—"
_LISTS = ("rank", "volume", "rule")


def compare_plans(old: bytes, new: bytes) -> list[str]:
    """List every key that means something else, with its old and new value, sorted by key.

    "100 PV" and "100.00 PV" are the same, a list of words is the same in any order; the order of
    ranks and rules is told, as rules pay in theirs.

    Raises: PlanRejected — one of the two is not TOML.
    """
    before, after = parse_toml(old), parse_toml(new)
    return sorted(_changes(before, after, HEAD, ""))


def _changes(before: Any, after: Any, keys: Keys, path: str) -> Iterator[str]:
    for name in before.keys() | after.keys():
        one, other, where = before.get(name), after.get(name), f"{path}{name}"
        if name in _LISTS and not path:
            yield from _of_tables(name, _tables(one), _tables(other))
        elif name in NESTED and not path:
            yield from _changes(_table(one), _table(other), NESTED[name], f"{name}.")
        elif not _same(one, other, keys.get(name)):
            yield from _told(one, other, where)


def _of_tables(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Compare the ranks or the rules by their ids, and their order."""
    for table_id in {**before, **after}:
        one, other = before.get(table_id, {}), after.get(table_id, {})
        yield from _changes(one, other, _keys(name, other or one), f"{name}[{table_id}].")
    stayed = [table_id for table_id in before if table_id in after]
    moved = [table_id for table_id in after if table_id in before]
    if stayed != moved:
        yield f"{name}: {', '.join(stayed)} → {', '.join(moved)}"


def _keys(name: str, table: Mapping[str, Any]) -> Keys:
    if name in NESTED:
        return NESTED[name]
    kind = KINDS.get(table.get("kind", ""))
    return kind.keys if kind else {}


def _tables(value: Any) -> Mapping[str, Any]:
    """Return the tables of a list by their ids, else by their places."""
    tables = value if isinstance(value, list) else []
    named = (_table(table) for table in tables)
    return {str(table.get("id", place)): table for place, table in enumerate(named, start=1)}


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _same(one: object, other: object, key: Key | None) -> bool:
    if key is None or one is None or other is None:
        return one == other
    try:
        return key.read(one) == key.read(other)
    except Unreadable:
        return one == other


def _told(one: object, other: object, where: str) -> Iterator[str]:
    before, after = dict(_flat(one, where)), dict(_flat(other, where))
    for path in before.keys() | after.keys():
        if before.get(path) != after.get(path):
            yield f"{path}: {before.get(path, NOTHING)} → {after.get(path, NOTHING)}"


def _flat(node: object, path: str) -> Iterator[tuple[str, object]]:
    """Yield dotted keys; items of a list are named by their place."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _flat(value, f"{path}.{key}")
    elif isinstance(node, list):
        for place, value in enumerate(node, start=1):
            yield from _flat(value, f"{path}[{place}]")
    elif node is not None:
        yield path, node
