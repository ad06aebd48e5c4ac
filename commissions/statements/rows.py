"""What the tables hold for a statement: its lines and their sums, as known when it was issued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

# A delivery recorded later, or money that vested later, was not known to the paper.
_AS_KNOWN = """
FROM commissions_earningline l
JOIN commissions_volumeentry e ON e.id = l.volume_entry_id
LEFT JOIN commissions_volumedelivery d ON d.entry_id = e.id AND d.recorded_at <= %(at)s
WHERE l.run_id = %(run)s AND l.member_id = %(member)s
"""
_IS_VESTED = """
EXISTS (SELECT FROM commissions_vestedvolume x JOIN commissions_vesting v ON v.id = x.vesting_id
        WHERE x.run_id = l.run_id AND x.volume_entry_id = e.id AND v.booked_at <= %(at)s)
"""
_LINES = f"""
SELECT l.line_no, l.rule_id, l.level, l.rate_bp, l.base_minor, l.amount_minor, e.order_id,
       e.order_ref, e.kind, e.member_id, e.placed_on, e.paid_on, d.delivered_on, {_IS_VESTED}
{_AS_KNOWN}
ORDER BY l.rule_id, l.level, e.paid_on, l.line_no
OFFSET %(start)s LIMIT %(rows)s
"""
_RULES = f"""
SELECT l.rule_id, l.level, l.rate_bp, false, count(*), sum(l.base_minor)::bigint,
       sum(l.amount_minor)::bigint
{_AS_KNOWN}
GROUP BY l.rule_id, l.level, l.rate_bp, 4 ORDER BY 4, l.rule_id, l.level, l.rate_bp
"""
_PARTS = f"""
SELECT {_IS_VESTED}, d.delivered_on, sum(l.amount_minor)::bigint
{_AS_KNOWN}
GROUP BY 1, d.delivered_on ORDER BY 1 DESC, d.delivered_on
"""


@dataclass(frozen=True, slots=True)
class Key:
    """Whose statement of which run, and until when things were known."""

    run_id: int
    member_id: int
    at: datetime

    def facts(self, **more: object) -> dict[str, Any]:
        """Return the parameters of the queries."""
        return {"run": self.run_id, "member": self.member_id, "at": self.at, **more}


@dataclass(frozen=True, slots=True)
class LineRow:
    """A row of _LINES, its columns in order."""

    line_no: int
    rule_id: str
    level: int
    rate_bp: int
    base_minor: int
    amount_minor: int
    order_id: int
    order_ref: str
    kind: str
    from_member_id: int
    placed_on: date
    paid_on: date
    delivered_on: date | None
    is_vested: bool


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A row of _RULES, its columns in order."""

    rule_id: str
    level: int
    rate_bp: int
    is_correction: bool
    line_count: int
    base_minor: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class PartRow:
    """A row of _PARTS, its columns in order."""

    is_vested: bool
    delivered_on: date | None
    amount_minor: int


def line_rows(key: Key, start: int, stop: int | None) -> list[LineRow]:
    """Return lines by rule, level and day; all of them without a stop."""
    rows = None if stop is None else stop - start
    return [LineRow(*row) for row in _read(_LINES, key.facts(start=start, rows=rows))]


def rule_rows(key: Key) -> list[RuleRow]:
    """Return the sums by rule, level and rate."""
    return [RuleRow(*row) for row in _read(_RULES, key.facts())]


def part_rows(key: Key) -> list[PartRow]:
    """Return the sums by whether they have vested and by the day of delivery."""
    return [PartRow(*row) for row in _read(_PARTS, key.facts())]


def _read(query: str, facts: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, facts)
        yield from cursor.fetchall()
