"""What the tables hold for a statement: its lines and their sums, as known when it was issued."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from commissions.statements.facts import LineFilter

# A delivery recorded later, or money that vested later, was not known to the paper.
_AS_KNOWN = """
FROM commissions_earningline l
JOIN commissions_run p ON p.id = coalesce(l.corrects_run_id, l.run_id)
LEFT JOIN commissions_volumeentry e ON e.id = l.volume_entry_id
LEFT JOIN commissions_run c ON c.id = l.corrects_run_id
LEFT JOIN commissions_volumedelivery d ON d.entry_id = e.id AND d.recorded_at <= %(at)s
WHERE l.run_id = %(run)s AND l.member_id = %(member)s
"""
_IS_VESTED = """
(EXISTS (SELECT FROM commissions_vestedvolume x JOIN commissions_vesting v ON v.id = x.vesting_id
         WHERE x.run_id = p.id AND x.volume_entry_id = e.id AND v.booked_at <= %(at)s)
 OR e.id IS NULL
    AND EXISTS (SELECT FROM commissions_vestedrest x JOIN commissions_vesting v
                    ON v.id = x.vesting_id
                WHERE x.run_id = p.id AND v.booked_at <= %(at)s))
"""
_REVERSED = """
LEFT JOIN LATERAL (
    SELECT max(v.reversed_on) AS reversed_on, max(v.reason) AS reason
    FROM commissions_runreversal rr JOIN commissions_volumereversal v ON v.id = rr.reversal_id
    WHERE rr.run_id = l.run_id AND v.entry_id = e.id AND l.corrects_run_id IS NOT NULL
) undone ON true
"""
_COLUMNS = f"""
SELECT l.line_no, l.rule_id, l.level, l.rate_bp, l.base_minor, l.amount_minor, e.order_id,
       coalesce(e.order_ref, ''), coalesce(e.kind, ''),
       coalesce(e.member_id, l.source_id, l.member_id), e.placed_on,
       coalesce(e.paid_on, p.ends_before - 1), coalesce(e.payment_method, ''), d.delivered_on,
       {_IS_VESTED}, l.corrects_run_id, l.corrects_line_no, c.period_key,
       undone.reversed_on, undone.reason, p.ends_before
{_AS_KNOWN.replace("WHERE", _REVERSED + "WHERE")}
"""
_LINES = f"""
{_COLUMNS}
ORDER BY l.corrects_run_id IS NOT NULL, l.rule_id, l.level < 0, l.level, 12, l.line_no
OFFSET %(start)s LIMIT %(rows)s
"""
_CHOSEN = f"""
{_COLUMNS}
  AND (%(rule)s = '' OR l.rule_id = %(rule)s)
  AND (%(level)s = 0 OR l.level = %(level)s)
  AND (%(order)s = '' OR e.order_ref = %(order)s)
  AND (%(line)s = 0 OR l.line_no = %(line)s)
  AND (%(origin)s = ''
       OR %(origin)s = 'corrections' AND l.corrects_run_id IS NOT NULL
       OR %(origin)s = 'customers' AND e.kind = 'customer' AND e.member_id = l.member_id
       OR %(origin)s = 'team' AND e.member_id <> l.member_id)
  AND (%(state)s = ''
       OR %(state)s = 'vested' AND {_IS_VESTED}
       OR %(state)s = 'pending' AND NOT {_IS_VESTED})
ORDER BY l.line_no
OFFSET %(start)s LIMIT %(rows)s
"""
_RULES = f"""
SELECT l.rule_id, l.level, l.rate_bp, l.corrects_run_id IS NOT NULL, count(*),
       sum(l.base_minor)::bigint, sum(l.amount_minor)::bigint
{_AS_KNOWN}
GROUP BY l.rule_id, l.level, l.rate_bp, 4 ORDER BY 4, l.rule_id, l.level < 0, l.level, l.rate_bp
"""
_PARTS = f"""
SELECT {_IS_VESTED}, coalesce(e.order_ref, '') <> '', d.delivered_on,
       coalesce(e.paid_on, p.ends_before - 1), coalesce(e.payment_method, ''), p.ends_before,
       sum(l.amount_minor)::bigint
{_AS_KNOWN}
GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1 DESC, 3, 4
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
    order_id: int | None
    order_ref: str
    kind: str
    from_member_id: int
    placed_on: date | None
    paid_on: date
    payment_method: str
    delivered_on: date | None
    is_vested: bool
    corrects_run_id: int | None
    corrects_line_no: int | None
    corrects_period: str | None
    reversed_on: date | None
    reason: str | None
    ends_before: date

    @property
    def has_order(self) -> bool:
        """Tell whether the line rests on an order."""
        return self.order_id is not None


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
    has_order: bool
    delivered_on: date | None
    paid_on: date
    payment_method: str
    ends_before: date
    amount_minor: int


def line_rows(key: Key, start: int, stop: int | None) -> list[LineRow]:
    """Return lines by rule, level and day; all of them without a stop."""
    rows = None if stop is None else stop - start
    return [LineRow(*row) for row in _read(_LINES, key.facts(start=start, rows=rows))]


def chosen_rows(key: Key, wanted: LineFilter, start: int, stop: int) -> list[LineRow]:
    """Return the lines that a filter leaves, by their numbers."""
    facts = key.facts(
        rule=wanted.rule_id,
        level=wanted.level,
        order=wanted.order_ref,
        line=wanted.line_no,
        origin=wanted.origin,
        state=wanted.state,
        start=start,
        rows=stop - start,
    )
    return [LineRow(*row) for row in _read(_CHOSEN, facts)]


def rule_rows(key: Key) -> list[RuleRow]:
    """Return the sums by rule, level and rate."""
    return [RuleRow(*row) for row in _read(_RULES, key.facts())]


def part_rows(key: Key) -> list[PartRow]:
    """Return the sums by whether they have vested and by the days that decide when they vest."""
    return [PartRow(*row) for row in _read(_PARTS, key.facts())]


def _read(query: str, facts: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, facts)
        yield from cursor.fetchall()
