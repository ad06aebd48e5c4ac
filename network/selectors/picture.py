"""The whole network of a day, as columns: what a run calculates with."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import connection

from network.facts import NetworkPicture

PICTURE = """
SELECT s.member_id, s.sponsor_id, c.to_status, m.joined_on
FROM network_sponsorship s
JOIN network_member m ON m.id = s.member_id
JOIN (SELECT DISTINCT ON (member_id) member_id, to_status
      FROM network_memberstatuschange
      WHERE effective_on <= %(day)s AND {status_known}
      ORDER BY member_id, id DESC) c ON c.member_id = s.member_id
WHERE s.valid_from <= %(day)s AND (s.valid_until IS NULL OR s.valid_until > %(day)s)
  AND c.to_status NOT IN ('applied', 'rejected')
  AND {sponsor_known}
ORDER BY s.member_id
"""
NOW = PICTURE.format(status_known="true", sponsor_known="s.superseded_at IS NULL")
AS_KNOWN = PICTURE.format(
    status_known="recorded_at <= %(known_at)s",
    sponsor_known=(
        "s.recorded_at <= %(known_at)s"
        " AND (s.superseded_at IS NULL OR s.superseded_at > %(known_at)s)"
    ),
)


_KNOWN_NOW = "{row}.superseded_at IS NULL"
_KNOWN_THEN = """{row}.recorded_at <= %(known_at)s
  AND ({row}.superseded_at IS NULL OR {row}.superseded_at > %(known_at)s)"""
_LEFT = """
SELECT s.valid_from, s.member_id, before.sponsor_id
FROM network_sponsorship s
JOIN network_sponsorship before
  ON before.member_id = s.member_id AND before.valid_until = s.valid_from
WHERE s.valid_from > %(after)s AND s.valid_from <= %(until)s
  AND before.sponsor_id IS DISTINCT FROM s.sponsor_id AND {known} AND {before_known}
ORDER BY s.valid_from, s.member_id
"""


def network_as_of(*, day: date, known_at: datetime | None) -> NetworkPicture:
    """Return every member on a day, with sponsor and status of that day, in one statement.

    Who had only applied by then is no member; nobody stands below an applicant.

    With `known_at` as it was known at that instant; without, as it is known now. A closed
    instant always gives the same answer, whatever is recorded later.
    """
    with connection.cursor() as cursor:
        query = NOW if known_at is None else AS_KNOWN
        cursor.execute(query, {"day": day, "known_at": known_at})
        rows = cursor.fetchall()
    if not rows:
        return NetworkPicture((), (), (), ())
    member_ids, sponsor_ids, statuses, joined_on = zip(*rows, strict=True)
    return NetworkPicture(member_ids, sponsor_ids, statuses, joined_on)


def sponsors_left(
    *, after: date, until: date, known_at: datetime | None
) -> list[tuple[date, int, int | None]]:
    """Return who moved after a day, until another one: the day, the member, the sponsor it left.

    As it was known at an instant, or is now. With them the sponsors of `until` lead back to those
    of each day in between, the latest move undone first.
    """
    known = _KNOWN_NOW if known_at is None else _KNOWN_THEN
    query = _LEFT.format(known=known.format(row="s"), before_known=known.format(row="before"))
    with connection.cursor() as cursor:
        cursor.execute(query, {"after": after, "until": until, "known_at": known_at})
        return list(cursor.fetchall())


def network_mark() -> str:
    """Return a short text that changes whenever the network's picture may have changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT (SELECT max(id) FROM network_sponsorship),
                   (SELECT max(id) FROM network_memberstatuschange),
                   (SELECT max(id) FROM network_placement),
                   (SELECT count(*) FROM network_personrequest WHERE is_approved)
            """
        )
        marks = cursor.fetchone()
    return ":".join(str(mark) for mark in marks)


def members_at_most() -> int:
    """Return a number that the count of members does not exceed, without counting them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id) - min(id) + 1, 0) FROM network_member")
        return int(cursor.fetchone()[0])


def statuses_on(member_ids: Collection[int], day: date) -> dict[int, str]:
    """Return the status of each member on a day, as it is known now."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT ON (member_id) member_id, to_status
            FROM network_memberstatuschange
            WHERE member_id = ANY (%(members)s) AND effective_on <= %(day)s
            ORDER BY member_id, id DESC
            """,
            {"members": list(member_ids), "day": day},
        )
        return dict(cursor.fetchall())
