"""A difference that an audit found, and how a check's query becomes findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that two sources say differently."""

    check: str
    what: str
    expected: str
    found: str

    def __str__(self) -> str:
        return f"{self.check}: {self.what}: expected {self.expected}, found {self.found}"


MOST_PER_CHECK = 20


def differences(check: str, sql: str, params: Mapping[str, Any] | None = None) -> list[Finding]:
    """Run a query that lists differences as (what, expected, found); at most 20 are kept."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params or {})
        rows = cursor.fetchmany(MOST_PER_CHECK)
    return [Finding(check, *(_text(value) for value in row)) for row in rows]


def scalar(sql: str, params: Mapping[str, Any] | None = None) -> int:
    """Return the one number that a query asks for; nothing counts as zero."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params or {})
        row = cursor.fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def _text(value: object) -> str:
    return "nothing" if value is None else str(value)
