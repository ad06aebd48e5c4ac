"""Up and down the sponsor tree on a day, as it is known now.

A recursive query climbs or descends the current rows; the tree is a forest on every day, because
`change_sponsor` refuses circles, so every climb ends.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import connection
from django.db.models import Count, Q, QuerySet

from core.paging import Page, PageRequest
from network.facts import DirectPartners, DownlineEntry
from network.models import Member, Sponsorship
from network.selectors.members import cards_of

MAX_LEVELS = 100
NEWEST_SHOWN = 20
_LARGEST = 2**63 - 1  # an address may ask for numbers that no position has

CLIMB = """
WITH RECURSIVE up (member_id, level) AS (
    SELECT %(member)s::bigint, 0
    UNION ALL
    SELECT s.sponsor_id, up.level + 1
    FROM up JOIN network_sponsorship s ON s.member_id = up.member_id
    WHERE s.superseded_at IS NULL AND s.sponsor_id IS NOT NULL
      AND s.valid_from <= %(day)s AND (s.valid_until IS NULL OR s.valid_until > %(day)s)
)
SELECT member_id FROM up WHERE level > 0 ORDER BY level
"""

CLIMB_MANY = """
WITH RECURSIVE up (from_id, member_id, level) AS (
    SELECT asked.id, asked.id, 0 FROM unnest(%(members)s::bigint[]) AS asked (id)
    UNION ALL
    SELECT up.from_id, s.sponsor_id, up.level + 1
    FROM up JOIN network_sponsorship s ON s.member_id = up.member_id
    WHERE s.superseded_at IS NULL AND s.sponsor_id IS NOT NULL
      AND s.valid_from <= %(day)s AND (s.valid_until IS NULL OR s.valid_until > %(day)s)
)
SELECT from_id, array_agg(member_id ORDER BY level) FROM up WHERE level > 0 GROUP BY from_id
"""

DESCENT = """
WITH RECURSIVE below (member_id, level) AS (
    SELECT %(member)s::bigint, 0
    UNION ALL
    SELECT s.member_id, below.level + 1
    FROM below JOIN network_sponsorship s ON s.sponsor_id = below.member_id
    WHERE below.level < %(levels)s AND s.superseded_at IS NULL
      AND s.valid_from <= %(day)s AND (s.valid_until IS NULL OR s.valid_until > %(day)s)
)
SELECT member_id, level FROM below WHERE level > 0
ORDER BY level, member_id OFFSET %(start)s LIMIT %(rows)s
"""


def upline(member_id: int, day: date) -> tuple[int, ...]:
    """Return the sponsors above a member, nearest first; empty for the top and for strangers."""
    if member_id > _LARGEST:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(CLIMB, {"member": member_id, "day": day})
        return tuple(row[0] for row in cursor.fetchall())


def uplines_of(member_ids: Collection[int], day: date) -> dict[int, tuple[int, ...]]:
    """Return the sponsors above each of some members, nearest first, in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(CLIMB_MANY, {"members": list(member_ids), "day": day})
        found = {member_id: tuple(above) for member_id, above in cursor.fetchall()}
    return {member_id: found.get(member_id, ()) for member_id in member_ids}


def is_in_downline(member_id: int, of_member_id: int, day: date) -> bool:
    """Tell whether a member stands anywhere below another on a day; nobody is below itself."""
    return of_member_id in upline(member_id, day)


def downline_page(
    member_id: int, day: date, levels: int = MAX_LEVELS, page: PageRequest | None = None
) -> Page[DownlineEntry]:
    """Return the members below, level by level, each with the number of its own partners."""
    request = page or PageRequest()
    start, stop = request.bounds
    with connection.cursor() as cursor:
        cursor.execute(
            DESCENT,
            {
                "member": member_id,
                "day": day,
                "levels": min(max(levels, 1), MAX_LEVELS),
                "start": start,
                "rows": stop - start,
            },
        )
        found: list[tuple[int, int]] = cursor.fetchall()
    shown = [number for number, _level in found[: request.page_size]]
    cards = {card.member_id: card for card in cards_of(Member.objects.filter(pk__in=shown), day)}
    partners = _partner_counts(shown, day)
    listed = request.page(found)
    return listed.map(
        lambda row: DownlineEntry(
            card=cards[row[0]], level=row[1], partners=partners.get(row[0], 0)
        )
    )


def direct_partners(member_id: int, day: date) -> DirectPartners:
    """Count whom a member sponsors on a day and show the newest."""
    sponsored = _on(day).filter(sponsor_id=member_id)
    newest = Member.objects.filter(pk__in=sponsored.values("member_id"))
    shown = newest.order_by("-joined_on", "-pk")[:NEWEST_SHOWN]
    return DirectPartners(count=sponsored.count(), cards=tuple(cards_of(shown, day)))


def partner_count(member_id: int, day: date) -> int:
    """Count whom a member sponsors on a day."""
    return _on(day).filter(sponsor_id=member_id).count()


def _partner_counts(member_ids: list[int], day: date) -> dict[int, int]:
    counted = _on(day).filter(sponsor_id__in=member_ids).values("sponsor_id")
    return {row["sponsor_id"]: row["n"] for row in counted.annotate(n=Count("id")).order_by()}


def _on(day: date) -> QuerySet[Sponsorship]:
    return Sponsorship.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=day), superseded_at=None, valid_from__lte=day
    )
