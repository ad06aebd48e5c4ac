"""Search inside a member's own downline; what stands beside or above is as good as not there.

A small downline is read whole and matched. In a large one the matches are read first, no more
than MOST_MATCHES of them, and each climbs until it meets the member or the top.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from network.rules.codes import is_code, normalised_code
from network.selectors.matching import number_asked
from network.selectors.name_keys import query_keys

SMALL = 2_000
MOST_MATCHES = 500
SHOWN = 50

_VALID = """s.superseded_at IS NULL
      AND s.valid_from <= %(day)s AND (s.valid_until IS NULL OR s.valid_until > %(day)s)"""

_BELOW = f"""
WITH RECURSIVE below (member_id, level) AS (
    SELECT %(member)s::bigint, 0
    UNION ALL
    SELECT s.member_id, below.level + 1
    FROM below JOIN network_sponsorship s ON s.sponsor_id = below.member_id
    WHERE {_VALID}
)
SELECT member_id, level FROM below LIMIT %(small)s + 2
"""  # noqa: S608 — built of constants

_NAMED = """
SELECT m.id AS member_id, true AS by_name
FROM network_namekeys k
JOIN network_account a ON a.person_id = k.person_id
JOIN network_member m ON m.account_id = a.id
WHERE %(keys)s::bigint[] <> '{}' AND k.keys @> %(keys)s::bigint[]
"""
_NUMBERED = """
SELECT m.id AS member_id, false AS by_name FROM network_member m
WHERE m.id = %(number)s OR m.code = %(code)s
"""
_HIDDEN = """
NOT EXISTS (SELECT FROM network_memberprofile p
            WHERE p.member_id = found.member_id AND p.hides_name)
"""

_MATCH_SMALL = f"""
SELECT found.member_id, min(below.level)
FROM unnest(%(numbers)s::bigint[], %(levels)s::int[]) AS below (member_id, level)
JOIN (
    SELECT m.id AS member_id, k.keys @> %(keys)s::bigint[] AND %(keys)s::bigint[] <> '{{}}' AS named,
           m.id = %(number)s OR m.code = %(code)s AS numbered
    FROM network_member m
    JOIN network_account a ON a.id = m.account_id
    LEFT JOIN network_namekeys k ON k.person_id = a.person_id
    WHERE m.id = ANY (%(numbers)s)
) found ON found.member_id = below.member_id
WHERE found.numbered OR found.named AND (below.level <= 1 OR {_HIDDEN})
GROUP BY found.member_id
ORDER BY min(below.level), found.member_id LIMIT %(shown)s + 1
"""  # noqa: S608, E501 — built of constants

_MATCH_LARGE = f"""
WITH RECURSIVE matches AS MATERIALIZED (
    ({_NUMBERED}) UNION ALL (SELECT * FROM ({_NAMED}) named LIMIT %(most)s + 1)
), up (member_id, by_name, above, level) AS (
    SELECT member_id, by_name, member_id, 0 FROM matches
    UNION ALL
    SELECT up.member_id, up.by_name, s.sponsor_id, up.level + 1
    FROM up JOIN network_sponsorship s ON s.member_id = up.above
    WHERE up.above <> %(member)s AND s.sponsor_id IS NOT NULL AND {_VALID}
)
SELECT found.member_id, min(found.level), (SELECT count(*) FROM matches) > %(most)s
FROM up found
WHERE found.above = %(member)s AND (NOT found.by_name OR found.level <= 1 OR {_HIDDEN})
GROUP BY found.member_id
ORDER BY min(found.level), found.member_id LIMIT %(shown)s + 1
"""  # noqa: S608 — built of constants

_ANY_CUT = f"""
SELECT count(*) > %(most)s FROM (SELECT 1 FROM ({_NAMED}) named LIMIT %(most)s + 1) first_ones
"""  # noqa: S608 — built of constants


@dataclass(frozen=True, slots=True)
class Hits:
    """Numbers and levels of the members found, nearest first.

    `is_cut` tells that more could match: longer words would find them.
    """

    members: tuple[tuple[int, int], ...]
    is_cut: bool


def search_downline(member_id: int, query: str, day: date) -> Hits:
    """Return who in the downline has this number, code or name; the member itself counts.

    Whoever hides the name from uplines is found by it by the direct sponsor only.
    """
    facts = _asked(member_id, query, day)
    below = _rows(_BELOW, {**facts, "small": SMALL})
    if len(below) <= SMALL + 1:
        numbers, levels = [row[0] for row in below], [row[1] for row in below]
        found = _rows(_MATCH_SMALL, {**facts, "numbers": numbers, "levels": levels})
        return Hits(tuple(found[:SHOWN]), len(found) > SHOWN)
    found = _rows(_MATCH_LARGE, facts)
    is_cut = found[0][2] if found else bool(_rows(_ANY_CUT, facts)[0][0])
    return Hits(tuple(row[:2] for row in found[:SHOWN]), is_cut or len(found) > SHOWN)


def _asked(member_id: int, query: str, day: date) -> dict[str, Any]:
    code = normalised_code(query)
    return {
        "member": member_id,
        "day": day,
        "keys": query_keys(query[:120]),
        "number": number_asked(query),
        "code": code if is_code(code) else "",
        "most": MOST_MATCHES,
        "shown": SHOWN,
    }


def _rows(sql: str, facts: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return list(cursor.fetchall())
