"""Write a place into the tree; every way to be placed ends here, and holds the tree's lock."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection

from core.company import local_date
from core.outbox import publish
from network.events import MemberPlaced
from network.models import HeldPosition, Placement, Seat
from network.placement_facts import Placed
from network.rules.seating import Place
from network.services.knowledge import learned_at

_GROW = """
WITH RECURSIVE up (member_id) AS (
    SELECT %(start)s::bigint
    UNION ALL
    SELECT s.parent_id FROM up JOIN network_seat s ON s.member_id = up.member_id
    WHERE s.parent_id IS NOT NULL
)
UPDATE network_seat SET size = size + %(more)s FROM up WHERE network_seat.member_id = up.member_id
"""

_OFFER = """
UPDATE network_seat seat SET free_level = found.level
FROM (SELECT CASE WHEN count(*) < %(width)s THEN 0 ELSE 1 + min(free_level) END AS level
      FROM network_seat WHERE parent_id = %(member)s) found
WHERE seat.member_id = %(member)s AND seat.free_level <> found.level
RETURNING coalesce(seat.parent_id, 0)
"""


def seat_at_top(member_id: int, *, reason: str, actor_label: str, at: datetime) -> None:
    """Seat a position that nobody stands above."""
    Placement.objects.create(
        member_id=member_id,
        slot=0,
        valid_from=local_date(at),
        recorded_at=learned_at(at),
        reason=reason,
        actor=actor_label,
    )
    Seat.objects.create(member_id=member_id, slot=0)


def take_seat(
    member_id: int, place: Place, width: int, *, reason: str, actor_label: str, at: datetime
) -> Placed:
    """Seat a held member in a free place, end its waiting and tell the house."""
    day = _day_for(place.parent_id, at)
    Placement.objects.create(
        member_id=member_id,
        parent_id=place.parent_id,
        slot=place.slot,
        valid_from=day,
        recorded_at=learned_at(at),
        reason=reason,
        actor=actor_label,
    )
    Seat.objects.create(member_id=member_id, parent_id=place.parent_id, slot=place.slot)
    HeldPosition.objects.filter(member_id=member_id, ended_at=None).update(ended_at=at)
    grow(place.parent_id, 1)
    offer_places(place.parent_id, width)
    publish(MemberPlaced(member_id=member_id, parent_id=place.parent_id, slot=place.slot, at=at))
    return Placed(member_id, place.parent_id, place.slot, day)


def grow(member_id: int, more: int) -> None:
    """Count so many more members at a seat and at all above it."""
    with connection.cursor() as cursor:
        cursor.execute(_GROW, {"start": member_id, "more": more})


def offer_places(member_id: int, width: int) -> None:
    """Note how far down the next free place is, as far up as that changes anything."""
    climber = member_id
    with connection.cursor() as cursor:
        while climber:
            cursor.execute(_OFFER, {"member": climber, "width": width})
            row = cursor.fetchone()
            climber = row[0] if row else 0


def _day_for(parent_id: int, at: datetime) -> date:
    """Return today, or the day of the parent's own place where the clock went back since."""
    parent = Placement.objects.filter(member_id=parent_id, superseded_at=None, valid_until=None)
    return max(local_date(at), parent.values_list("valid_from", flat=True).get())
