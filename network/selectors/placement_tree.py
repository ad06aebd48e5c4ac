"""The placement tree as somebody may see it: a few levels below one's own place.

Whoever was placed below by somebody else is shown by number only: the matrix of 6a follows the
sponsors, not the places.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection

from core import policy
from core.policy import Actor
from network.models import Seat
from network.office_facts import SeenMember
from network.placement_facts import PlacementBranch, PlacementNode
from network.rules.visibility import Relation
from network.selectors.members import member_not_found
from network.selectors.placement_rules import placement_settings
from network.selectors.relations import relation_at_level
from network.selectors.seats import steps_below
from network.selectors.seen_members import seen_members

MOST_DRAWN = 40
MOST_LEVELS = 3
PATH_ENDS = 5

_DRAWN = """
WITH RECURSIVE drawn (member_id, parent_id, slot, size, level) AS (
    SELECT member_id, parent_id, slot, size, 0 FROM network_seat WHERE member_id = %(top)s
    UNION ALL
    SELECT s.member_id, s.parent_id, s.slot, s.size, drawn.level + 1
    FROM drawn JOIN network_seat s ON s.parent_id = drawn.member_id
    WHERE drawn.level < %(levels)s
)
SELECT member_id, parent_id, slot, level, size - 1 FROM drawn ORDER BY level, parent_id, slot
"""

_PATH = """
WITH RECURSIVE up (member_id, steps) AS (
    SELECT %(member)s::bigint, 0
    UNION ALL
    SELECT s.parent_id, up.steps + 1
    FROM up JOIN network_seat s ON s.member_id = up.member_id
    WHERE s.parent_id IS NOT NULL AND up.member_id IS DISTINCT FROM %(top)s
)
SELECT member_id FROM up
WHERE steps < %(ends)s OR steps = (SELECT max(steps) FROM up) ORDER BY steps DESC
"""

_LEVELS = """
WITH RECURSIVE up (member_id, here, steps) AS (
    SELECT one, one, 0 FROM unnest(%(members)s::bigint[]) AS one
    UNION ALL
    SELECT up.member_id, s.sponsor_id, up.steps + 1
    FROM up JOIN network_sponsorship s ON s.member_id = up.here
    WHERE s.superseded_at IS NULL AND s.sponsor_id IS NOT NULL AND up.here <> %(viewer)s
      AND s.valid_from <= %(day)s AND (s.valid_until IS NULL OR s.valid_until > %(day)s)
)
SELECT member_id, steps FROM up WHERE here = %(viewer)s
"""


def placement_branch(
    actor: Actor, viewer_id: int | None, top_id: int, day: date
) -> PlacementBranch | None:
    """Return the places below a member, as a partner sees them from its own place, as of now.

    Without a viewer it is the whole tree as staff see it. None for a company without such a tree,
    and for a partner who waits for the own place.
    Raises: NotAllowed; MemberNotFound — nobody has the number, or stands elsewhere.
    """
    policy.require(actor, "network.see_placement", member_id=viewer_id)
    settings = placement_settings(day)
    if settings is None:
        return None
    rows = _rows(_DRAWN, {"top": top_id, "levels": levels_drawn(settings.width)})
    if not rows and top_id == viewer_id:
        return None
    if not rows or (viewer_id is not None and steps_below(top_id, viewer_id) is None):
        raise member_not_found(top_id)
    path = [row[0] for row in _rows(_PATH, {"member": top_id, "top": viewer_id, "ends": PATH_ENDS})]
    members = _seen({*path, *(row[0] for row in rows)}, viewer_id, day)
    return PlacementBranch(
        nodes=tuple(PlacementNode(members[row[0]], *row[1:]) for row in rows),
        path=tuple(members[number] for number in path),
        is_path_cut=len(path) > PATH_ENDS,
        width=settings.width,
        levels=levels_drawn(settings.width),
    )


def placement_names(
    actor: Actor, viewer_id: int | None, member_ids: Collection[int], day: date
) -> dict[int, SeenMember]:
    """Return members of a partner's own placement tree, strangers in it by number only.

    `member_ids` comes from a question about that tree: nobody else is looked up by it.
    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_placement", member_id=viewer_id)
    return _seen(set(member_ids), viewer_id, day)


def levels_drawn(width: int) -> int:
    """Return how many levels of a tree are drawn at once, at least one."""
    levels, row, drawn = 1, width, 1 + width
    while levels < MOST_LEVELS and drawn + row * width <= MOST_DRAWN:
        levels, row = levels + 1, row * width
        drawn += row
    return levels


def _seen(members: set[int], viewer_id: int | None, day: date) -> dict[int, SeenMember]:
    if viewer_id is None:
        return seen_members(dict.fromkeys(members, Relation.STAFF), day)
    relations = dict.fromkeys(members, Relation.NONE)
    facts = {"members": sorted(members), "viewer": viewer_id, "day": day}
    for member_id, level in _rows(_LEVELS, facts):
        relations[member_id] = relation_at_level(level)
    return seen_members(relations, day)


def _rows(query: str, facts: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, facts)
        return list(cursor.fetchall())


def first_placed() -> int | None:
    """Return the first position at the top of the tree, or None."""
    tops = Seat.objects.filter(parent=None).order_by("member_id")
    return tops.values_list("member_id", flat=True).first()
