"""Everything that is wrong with a document and its examples, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .grammar import HEAD, NESTED
from .line_of import line_of
from .plan_document import named, read_plan, rule_faults, table_faults
from .plan_examples import read_examples
from .plan_rejected import PlanRejected
from .toml_text import parse_toml

DOCUMENT, EXAMPLES = "document", "examples"


@dataclass(frozen=True, slots=True)
class PlanFault:
    """One thing that is wrong: in the "document" or its "examples", why, how to write it, where."""

    part: str
    key: str
    reason: str
    remedy: str
    line: int | None


def plan_faults(document: bytes, examples: bytes) -> tuple[PlanFault, ...]:
    """Return every key that is unknown, missing or unreadable; else what else keeps it from use."""
    refused = [PlanFault(DOCUMENT, *_told(each, document)) for each in _of_document(document)]
    if refused or not examples:
        return tuple(refused)
    try:
        read_examples(read_plan(document, ""), examples)
    except PlanRejected as refusal:
        return (PlanFault(EXAMPLES, *_told(refusal, examples)),)
    return ()


def _of_document(document: bytes) -> list[PlanRejected]:
    try:
        found = list(_in_tables(parse_toml(document)))
        if not found:
            read_plan(document, "")
    except PlanRejected as refusal:
        return [refusal]
    return found


def _in_tables(head: Mapping[str, Any]) -> Iterator[PlanRejected]:
    yield from table_faults(head, HEAD, "")
    for name, keys in NESTED.items():
        value = head.get(name)
        if isinstance(value, dict):
            yield from table_faults(value, keys, f"{name}.")
        for place, table in _tables(value):
            yield from table_faults(table, keys, named(name, place, table))
    for place, table in _tables(head.get("rule")):
        yield from rule_faults(table, named("rule", place, table))


def _tables(value: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    listed = value if isinstance(value, list) else []
    yield from ((place, each) for place, each in enumerate(listed, 1) if isinstance(each, dict))


def _told(refusal: PlanRejected, content: bytes) -> tuple[str, str, str, int | None]:
    text = content.decode(errors="replace")
    line = line_of(text, refusal.key)
    if refusal.key == "document" and line is None:
        said = re.search(r"(?:line|Zeile)\s(\d+)", refusal.reason, re.IGNORECASE)
        line = int(said[1]) if said else None
    return refusal.key, refusal.reason, refusal.remedy, line
