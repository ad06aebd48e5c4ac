"""Branches of the sponsor tree to draw: a few levels, a few partners of each, as of a day.

What is read does not grow with the network: every leg gives no more than one page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

MAX_LEVELS = 3
# How many partners of one member are drawn at once, by the level they stand on.
WIDTHS = (8, 5, 3)
MOST_COUNTED = 1_000

_VALID = """s.superseded_at IS NULL
          AND s.valid_from <= %(day)s AND (s.valid_until IS NULL OR s.valid_until > %(day)s)"""

_BRANCHES = f"""
WITH RECURSIVE drawn (member_id, sponsor_id, level) AS (
    SELECT %(root)s::bigint, NULL::bigint, 0
    UNION ALL
    SELECT below.member_id, drawn.member_id, drawn.level + 1
    FROM drawn CROSS JOIN LATERAL (
        SELECT s.member_id FROM network_sponsorship s
        WHERE s.sponsor_id = drawn.member_id AND {_VALID}
        ORDER BY s.member_id
        OFFSET coalesce((%(starts)s::jsonb ->> drawn.member_id::text)::int, 0)
        LIMIT (%(widths)s::int[])[least(drawn.level + 1, array_length(%(widths)s::int[], 1))]
    ) below
    WHERE (drawn.level < %(levels)s OR drawn.member_id = ANY (%(opened)s::bigint[]))
      AND drawn.member_id <> ALL (%(shut)s::bigint[])
)
SELECT member_id, sponsor_id, level FROM drawn ORDER BY level, member_id LIMIT %(most)s
"""  # noqa: S608 — built of constants

_COUNTS = f"""
SELECT drawn.member_id, (
    SELECT count(*) FROM (
        SELECT 1 FROM network_sponsorship s
        WHERE s.sponsor_id = drawn.member_id AND {_VALID} LIMIT %(most)s + 1
    ) partners)
FROM unnest(%(members)s::bigint[]) AS drawn (member_id)
"""  # noqa: S608 — built of constants

MOST_DRAWN = 400


@dataclass(frozen=True, slots=True)
class Opening:
    """How far a tree is opened: so many levels, some members beyond that, some not at all.

    `starts` says for a member from which of its partners on a page of them is shown.
    """

    levels: int = 2
    opened: frozenset[int] = frozenset()
    shut: frozenset[int] = frozenset()
    starts: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Branch:
    """One member drawn: under whom, how deep below the root, and with how many own partners.

    `partners` is counted up to MOST_COUNTED; one more than that means "more".
    """

    member_id: int
    sponsor_id: int | None
    level: int
    partners: int


def tree_page_size(level: int) -> int:
    """Return how many partners are drawn at once of a member on a level."""
    return WIDTHS[min(level, len(WIDTHS) - 1)]


def branches(root_id: int, day: date, opening: Opening) -> tuple[Branch, ...]:
    """Return the members to draw, level by level, those of one sponsor by number."""
    rows = _drawn(root_id, day, opening)
    counts = partner_counts([row[0] for row in rows], day)
    return tuple(Branch(*row, partners=counts[row[0]]) for row in rows)


def partner_counts(member_ids: Collection[int], day: date) -> dict[int, int]:
    """Count the partners of each member on a day, up to one more than MOST_COUNTED."""
    facts: dict[str, Any] = {"members": list(member_ids), "day": day, "most": MOST_COUNTED}
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, facts)
        return dict(cursor.fetchall())


def _drawn(root_id: int, day: date, opening: Opening) -> list[tuple[int, int | None, int]]:
    pairs = (f'"{member}": {start}' for member, start in opening.starts.items())
    facts: dict[str, Any] = {
        "root": root_id,
        "day": day,
        "levels": min(max(opening.levels, 1), MAX_LEVELS),
        "opened": sorted(opening.opened),
        "shut": sorted(opening.shut),
        "starts": "{" + ", ".join(pairs) + "}",
        "widths": list(WIDTHS),
        "most": MOST_DRAWN,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BRANCHES, facts)
        return list(cursor.fetchall())
