"""Write a changed document back as TOML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any


def written(document: Mapping[str, Any]) -> bytes:
    """Return a document as one line for each key of its head."""
    return "".join(
        f"{_name(name)} = {_value(value)}\n" for name, value in document.items()
    ).encode()


def _name(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _value(value: object) -> str:
    if isinstance(value, dict):
        pairs = (f"{_name(name)} = {_value(item)}" for name, item in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else f"{_plain(value)}"


def _plain(value: object) -> object:
    return f"{value:f}" if isinstance(value, Decimal) else value
