"""Whether the network of a day is known otherwise than it was at an instant."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection

_STATUS = """
EXISTS (SELECT FROM network_memberstatuschange
               WHERE recorded_at > %(since)s AND effective_on <= %(day)s)
"""
# Whoever moves on a later day has a new row of the same content, which is no news of this day.
_NEWS = """
EXISTS (
    SELECT FROM {table} a
    WHERE (a.recorded_at > %(since)s OR a.superseded_at > %(since)s)
      AND a.valid_from <= %(day)s AND (a.valid_until IS NULL OR a.valid_until > %(day)s)
      AND (a.recorded_at <= %(since)s OR a.superseded_at IS NULL)
      AND NOT EXISTS (
          SELECT FROM {table} b
          WHERE b.member_id = a.member_id AND {same}
            AND (NOT %(by_day)s OR b.valid_from = a.valid_from)
            AND b.valid_from <= %(day)s AND (b.valid_until IS NULL OR b.valid_until > %(day)s)
            AND CASE WHEN a.recorded_at > %(since)s
                THEN b.recorded_at <= %(since)s
                     AND (b.superseded_at IS NULL OR b.superseded_at > %(since)s)
                ELSE b.superseded_at IS NULL END))
"""
_TABLES = {
    "network_sponsorship": "b.sponsor_id IS NOT DISTINCT FROM a.sponsor_id",
    "network_placement": "(b.parent_id, b.slot) IS NOT DISTINCT FROM (a.parent_id, a.slot)",
    "network_personposition": "b.person_id = a.person_id",
}


def was_recorded_since(since: datetime, *, day: date, by_day: bool) -> bool:
    """Tell whether a status, sponsor, place or person of a day was recorded since.

    `by_day` tells that it also matters since which day somebody stands there.
    """
    facts: dict[str, Any] = {"since": since, "day": day, "by_day": by_day}
    news = [_STATUS, *(_NEWS.format(table=name, same=same) for name, same in _TABLES.items())]
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(news), facts)
        return bool(cursor.fetchone()[0])
