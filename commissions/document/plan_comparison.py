"""Say what changed between two versions of a plan, key by key."""

from __future__ import annotations

from collections.abc import Iterator

from .plan_document import parse_toml

NOTHING = "—"


def compare_plans(old: bytes, new: bytes) -> list[str]:
    """List every key that differs with its old and new value, sorted by key.

    Raises: PlanRejected — one of the two is not TOML.
    """
    before, after = dict(_flat(parse_toml(old))), dict(_flat(parse_toml(new)))
    return [
        f"{key}: {before.get(key, NOTHING)} → {after.get(key, NOTHING)}"
        for key in sorted(before.keys() | after.keys())
        if before.get(key) != after.get(key)
    ]


def _flat(node: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield dotted keys; tables in a list are named by their id, other items by their place."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _flat(value, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for place, value in enumerate(node, start=1):
            name = value.get("id", place) if isinstance(value, dict) else place
            yield from _flat(value, f"{path}[{name}]")
    else:
        yield path, node
