"""The placement tree as it stands now, read as far as a search for a free place goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from network.models import Seat
from network.rules.seating import SeatFacts

# So many members are read at once, whole levels below whoever is asked for.
_READ_AT_ONCE = 60

_BELOW = """
WITH RECURSIVE below (member_id, parent_id, slot, size, free_level, level) AS (
    SELECT member_id, parent_id, slot, size, free_level, 1
    FROM network_seat WHERE parent_id = %(top)s
    UNION ALL
    SELECT s.member_id, s.parent_id, s.slot, s.size, s.free_level, below.level + 1
    FROM below JOIN network_seat s ON s.parent_id = below.member_id
    WHERE below.level < %(levels)s
)
SELECT member_id, parent_id, slot, size, free_level, level FROM below
"""

_OUTERMOST = """
WITH RECURSIVE side (member_id, steps) AS (
    SELECT %(top)s::bigint, 0
    UNION ALL
    SELECT s.member_id, side.steps + 1
    FROM side JOIN network_seat s ON s.parent_id = side.member_id AND s.slot = %(slot)s
)
SELECT member_id, steps FROM side ORDER BY steps DESC LIMIT 1
"""

_ABOVE = """
WITH RECURSIVE up (member_id, steps) AS (
    SELECT %(member)s::bigint, 0
    UNION ALL
    SELECT s.parent_id, up.steps + 1
    FROM up JOIN network_seat s ON s.member_id = up.member_id
    WHERE s.parent_id IS NOT NULL AND up.member_id <> %(top)s
)
SELECT steps FROM up WHERE member_id = %(top)s
"""

_NEAREST = """
WITH RECURSIVE up (member_id, steps) AS (
    SELECT %(member)s::bigint, 0
    UNION ALL
    SELECT s.sponsor_id, up.steps + 1
    FROM up JOIN network_sponsorship s ON s.member_id = up.member_id
    LEFT JOIN network_seat seat ON seat.member_id = up.member_id
    WHERE s.superseded_at IS NULL AND s.sponsor_id IS NOT NULL AND seat.member_id IS NULL
      AND s.valid_from <= %(day)s AND (s.valid_until IS NULL OR s.valid_until > %(day)s)
)
SELECT up.member_id FROM up JOIN network_seat seat ON seat.member_id = up.member_id
WHERE up.steps > 0 ORDER BY up.steps LIMIT 1
"""


class StoredSeats:
    """Seats from the database; some levels at a time, each member once."""

    def __init__(self, width: int) -> None:
        """Begin with nothing read; whoever holds the tree's lock sees no seat change meanwhile."""
        self.width = width
        self._seats: dict[int, SeatFacts] = {}
        self._legs: dict[int, dict[int, SeatFacts]] = {}
        self._levels = _levels_at_once(width)

    def seat(self, member_id: int) -> SeatFacts:
        """Return a member's seat."""
        if member_id not in self._seats:
            row = Seat.objects.values_list("size", "free_level").get(pk=member_id)
            self._seats[member_id] = SeatFacts(member_id, *row)
        return self._seats[member_id]

    def below(self, member_id: int) -> Mapping[int, SeatFacts]:
        """Return who stands directly below, by slot."""
        if member_id not in self._legs:
            self._read(member_id)
        return self._legs[member_id]

    def outermost(self, member_id: int, slot: int) -> tuple[int, int]:
        """Follow one slot down to the last member; return it, and how many steps that was."""
        last_id, steps = _one(_OUTERMOST, {"top": member_id, "slot": slot}) or (member_id, 0)
        return last_id, steps

    def _read(self, top_id: int) -> None:
        self._legs[top_id] = {}
        with connection.cursor() as cursor:
            cursor.execute(_BELOW, {"top": top_id, "levels": self._levels})
            rows = cursor.fetchall()
        for member_id, parent_id, slot, size, free_level, level in rows:
            seat = SeatFacts(member_id, size, free_level)
            self._seats[member_id] = self._legs[parent_id][slot] = seat
            if level < self._levels:
                self._legs.setdefault(member_id, {})


def steps_below(member_id: int, top_id: int) -> int | None:
    """Return how many levels a seat lies below another one, 0 for itself, None for elsewhere."""
    found = _one(_ABOVE, {"member": member_id, "top": top_id})
    return found[0] if found else None


def nearest_seated(member_id: int, day: date) -> int | None:
    """Return the nearest sponsor above a member who has a seat, or None."""
    found = _one(_NEAREST, {"member": member_id, "day": day})
    return found[0] if found else None


def _levels_at_once(width: int) -> int:
    levels, row, read = 1, width, width
    while read + row * width <= _READ_AT_ONCE:
        levels, row = levels + 1, row * width
        read += row
    return levels


def _one(query: str, facts: dict[str, Any]) -> tuple[int, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(query, facts)
        row: tuple[int, ...] | None = cursor.fetchone()
    return row
