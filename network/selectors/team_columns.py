"""The whole line below a member as columns, for lists that sort and filter it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from core import policy
from core.policy import Actor
from network.office_facts import TeamColumns
from network.selectors.today import end_of

MOST_MEMBERS = 20_000
MAX_LEVELS = 100

_NAMES = ("member_ids", "levels", "statuses", "ranks", "countries", "joined_on")

_COLUMNS = """
WITH RECURSIVE below (member_id, level) AS (
    SELECT %(member)s::bigint, 0
    UNION ALL
    SELECT s.member_id, below.level + 1
    FROM below JOIN network_sponsorship s ON s.sponsor_id = below.member_id
    WHERE below.level < %(levels)s AND s.superseded_at IS NULL
      AND s.valid_from <= %(day)s AND (s.valid_until IS NULL OR s.valid_until > %(day)s)
), line AS MATERIALIZED (
    SELECT member_id, level FROM below WHERE level > 0 LIMIT %(most)s + 1
), stated AS (
    SELECT DISTINCT ON (c.member_id) c.member_id, c.to_status
    FROM network_memberstatuschange c JOIN line USING (member_id)
    WHERE c.effective_on <= %(day)s ORDER BY c.member_id, c.id DESC
), titled AS (
    SELECT DISTINCT ON (t.member_id) t.member_id, t.rank
    FROM network_membertitle t JOIN line USING (member_id)
    WHERE t.recorded_at < %(next_day)s ORDER BY t.member_id, t.period_key DESC, t.id DESC
)
SELECT m.id, line.level, coalesce(stated.to_status, m.status), coalesce(titled.rank, ''),
       m.country, m.joined_on
FROM line
JOIN network_member m ON m.id = line.member_id
LEFT JOIN stated ON stated.member_id = m.id
LEFT JOIN titled ON titled.member_id = m.id
ORDER BY line.level, m.id
"""


def team_columns(actor: Actor, member_id: int, day: date, levels: int = MAX_LEVELS) -> TeamColumns:
    """Return everybody so many levels below a member, with status and title of the day.

    One statement, and never more than MOST_MEMBERS members.
    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_downline", member_id=member_id)
    facts: dict[str, Any] = {
        "member": member_id,
        "day": day,
        "next_day": end_of(day),
        "levels": min(max(levels, 1), MAX_LEVELS),
        "most": MOST_MEMBERS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS, facts)
        rows = cursor.fetchall()
    columns = list(zip(*rows[:MOST_MEMBERS], strict=True)) or [()] * len(_NAMES)
    named: dict[str, Any] = dict(zip(_NAMES, columns, strict=True))
    return TeamColumns(**named, is_cut=len(rows) > MOST_MEMBERS)
