"""The whole placement tree of a day, as columns: what a run calculates with."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection

from network.placement_facts import PlacementPicture

_ROWS = """
SELECT p.member_id, p.parent_id, p.slot
FROM network_placement p
WHERE p.valid_from <= %(day)s AND (p.valid_until IS NULL OR p.valid_until > %(day)s)
  AND {known}
ORDER BY p.member_id
"""
NOW = _ROWS.format(known="p.superseded_at IS NULL")
AS_KNOWN = _ROWS.format(
    known=(
        "p.recorded_at <= %(known_at)s"
        " AND (p.superseded_at IS NULL OR p.superseded_at > %(known_at)s)"
    ),
)
# Whole columns come over as arrays: a million rows one by one take six times as long.
_COLUMNS = """
SELECT array_agg(member_id), array_agg(parent_id), array_agg(slot) FROM ({rows}) placed
"""


def placement_as_of(*, day: date, known_at: datetime | None) -> PlacementPicture:
    """Return everybody who is placed on a day, under whom and in which slot, in one statement.

    Who waits in the holding tank is not in it; who has left keeps the place. With `known_at` as
    it was known at that instant; without, as it is known now. A closed instant always gives the
    same answer, whatever is recorded later.
    """
    with connection.cursor() as cursor:
        query = _COLUMNS.format(rows=NOW if known_at is None else AS_KNOWN)
        cursor.execute(query, {"day": day, "known_at": known_at})
        member_ids, parent_ids, slots = (tuple(column or ()) for column in cursor.fetchone())
    return PlacementPicture(member_ids, parent_ids, slots)
