"""Look for the day on which a move would lead in a circle."""

from __future__ import annotations

from datetime import date

from django.db import connection


def first_day_in_a_circle(
    *, member_id: int, sponsor_id: int, valid_from: date, valid_until: date | None
) -> date | None:
    """Return the first day on which the member is in the new sponsor's upline, or None.

    Climbs for all days of the new row at once. Each step narrows the days to those on which the
    next sponsor holds, so moves recorded for the future count on their days and on no others.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE climb (member_id, days) AS (
                SELECT %(sponsor)s::bigint, daterange(%(from)s, %(until)s)
                UNION
                SELECT s.sponsor_id, climb.days * daterange(s.valid_from, s.valid_until)
                FROM climb JOIN network_sponsorship s ON s.member_id = climb.member_id
                WHERE s.superseded_at IS NULL AND s.sponsor_id IS NOT NULL
                  AND climb.days && daterange(s.valid_from, s.valid_until)
                  AND climb.member_id <> %(member)s
            )
            SELECT min(lower(days)) FROM climb WHERE member_id = %(member)s
            """,
            {
                "sponsor": sponsor_id,
                "member": member_id,
                "from": valid_from,
                "until": valid_until,
            },
        )
        row = cursor.fetchone()
    found: date | None = row[0]
    return found
