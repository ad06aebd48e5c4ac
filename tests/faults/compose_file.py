"""Reads the part of YAML that docker-compose.yml is written in; anything else is an error.

No YAML library is locked, and one test is no reason to lock one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LINE = re.compile(r"(?P<indent> *)(?:(?P<dash>- )|(?P<key>[\w.<-]+):(?: |$))(?P<value>.*)")
ANCHOR = re.compile(r"&(\w+)$")
VARIABLE = re.compile(r"\$\{(?P<name>\w+)(?::(?P<kind>[-?])(?P<rest>[^}]*))?\}")


@dataclass
class Reader:
    """Reads nested mappings and lists by indentation, with anchors and merge keys."""

    lines: list[str]
    anchors: dict[str, Any] = field(default_factory=dict)
    at: int = 0

    def block(self, indent: int) -> Any:
        """Read everything that is indented exactly so far."""
        mapping: dict[str, Any] = {}
        items: list[Any] = []
        while self.at < len(self.lines):
            found = LINE.fullmatch(self.lines[self.at])
            assert found, f"not understood: {self.lines[self.at]!r}"
            if len(found["indent"]) < indent:
                break
            assert len(found["indent"]) == indent, f"bad indent: {self.lines[self.at]!r}"
            self.at += 1
            if found["dash"]:
                items.append(scalar(found["value"]))
            elif found["key"] == "<<":
                mapping = {**self.anchors[found["value"].removeprefix("*")], **mapping}
            else:
                mapping[found["key"]] = self._value(found["value"], indent)
        return items or mapping

    def _value(self, text: str, indent: int) -> Any:
        anchor = ANCHOR.match(text)
        value = self.block(indent + 2) if not text or anchor else scalar(text)
        if anchor:
            self.anchors[anchor[1]] = value
        return value


def scalar(text: str) -> Any:
    """Read a value: a list or map in one line, a quoted text, or a bare one."""
    return json.loads(text) if text[0] in '["{' else text


def compose_file() -> dict[str, Any]:
    """Return docker-compose.yml as data."""
    lines = (ROOT / "docker-compose.yml").read_text().splitlines()
    content = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    found: dict[str, Any] = Reader(content).block(0)
    return found


def filled_in(text: str, environment: dict[str, str]) -> str:
    """Replace ${NAME}, ${NAME:-default} and ${NAME:?why} as docker compose does."""

    def replaced(found: re.Match[str]) -> str:
        if given := environment.get(found["name"], ""):
            return given
        assert found["kind"] != "?", f"{found['name']} is required"
        return found["rest"] or ""

    return VARIABLE.sub(replaced, text)
