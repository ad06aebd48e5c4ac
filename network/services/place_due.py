"""The clock places whoever nobody placed in time, by the company's rule."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection, transaction

from core import memo
from core.company import local_date
from core.policy import Actor
from network.placement_facts import Placed, PlacementSettings
from network.rules.seating import find_place
from network.selectors.placement_rules import placement_settings
from network.selectors.seats import StoredSeats, nearest_seated
from network.services.knowledge import lock_tree
from network.services.take_seat import take_seat

SLICE = 25
_CLOCK = Actor.system("placement")
_BEGINNING = (date.min, 0)

_DUE = """
SELECT h.due_on, h.id, h.member_id
FROM network_heldposition h
WHERE h.ended_at IS NULL AND h.due_on <= %(day)s AND (h.due_on, h.id) > (%(due)s, %(id)s)
ORDER BY h.due_on, h.id LIMIT %(rows)s
"""


def place_due(*, at: datetime, most: int = 10**9) -> int:
    """Place whoever has waited long enough, whoever came first first; return how many.

    A slice at a time, so that nobody waits long for the tree; after `most` it leaves the rest to
    the next call. Whoever the rule finds no place for goes on waiting. With nothing left to do it
    does nothing.
    """
    placed, after = 0, _BEGINNING
    while placed < most:
        with memo.one_request():
            done, last = _place_slice(after, min(SLICE, most - placed), at=at)
        placed += done
        if last is None:
            break
        after = last
    return placed


def place_by_rule(member_id: int, settings: PlacementSettings, *, at: datetime) -> Placed | None:
    """Place a held member by the rule, below its sponsor or else the nearest seated one above.

    None where the rule finds no place. The caller holds the tree.
    """
    top_id = nearest_seated(member_id, local_date(at))
    if top_id is None:
        return None
    seats = StoredSeats(settings.width)
    place = find_place(seats, settings.automatic, top_id, settings.depth)
    if place is None:
        return None
    return take_seat(
        member_id,
        place,
        settings.width,
        reason=settings.automatic,
        actor_label=_CLOCK.label,
        at=at,
    )


@transaction.atomic
def _place_slice(
    after: tuple[date, int], rows: int, *, at: datetime
) -> tuple[int, tuple[date, int] | None]:
    """Place the next ones; return how many, and where to go on."""
    lock_tree()
    settings = placement_settings(local_date(at))
    if settings is None:
        return 0, None
    waiting = _due(after, local_date(at), rows)
    placed = [place_by_rule(member_id, settings, at=at) for _due_on, _id, member_id in waiting]
    last = waiting[-1][:2] if len(waiting) == rows else None
    return sum(place is not None for place in placed), last


def _due(after: tuple[date, int], day: date, rows: int) -> list[tuple[date, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"day": day, "due": after[0], "id": after[1], "rows": rows})
        return list(cursor.fetchall())
