"""New members go into the holding tank, where the company has a placement tree."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import connection

from core.company import local_date
from network.models import HeldPosition, Member, Sponsorship
from network.placement_facts import PlacementSettings
from network.selectors.placement_rules import placement_settings
from network.selectors.today import current_on
from network.services.place_due import place_by_rule
from network.services.take_seat import seat_at_top

_HOLD = """
INSERT INTO network_heldposition (member_id, held_from, due_on)
SELECT m.id, %(day)s, %(due)s
FROM network_member m JOIN network_sponsorship s ON s.member_id = m.id
WHERE m.status IN ('active', 'suspended') AND s.superseded_at IS NULL
  AND s.sponsor_id IS NOT NULL AND s.valid_from <= %(day)s
  AND (s.valid_until IS NULL OR s.valid_until > %(day)s)
  AND (%(members)s::bigint[] IS NULL OR m.id = ANY (%(members)s))
ORDER BY m.joined_on, m.id
ON CONFLICT (member_id) DO NOTHING
"""


def hold_newcomer(member: Member, sponsor_id: int | None, *, at: datetime) -> None:
    """Let a position that was just opened wait for its place; nothing without a placement tree.

    Where nobody places by hand it is placed at once. The caller holds the tree.
    """
    day = local_date(at)
    settings = placement_settings(day)
    if settings is None:
        return
    if sponsor_id is None:
        seat_at_top(member.pk, reason="first position", actor_label="system:placement", at=at)
        return
    due_on = day + timedelta(days=settings.hold_days)
    HeldPosition.objects.create(member=member, held_from=day, due_on=due_on)
    if due_on <= day:
        place_by_rule(member.pk, settings, at=at)


def hold_imported(members: Collection[int], *, at: datetime) -> None:
    """Let imported positions wait; nothing without a placement tree. The caller holds the tree."""
    settings = placement_settings(local_date(at))
    if settings is not None:
        hold_members(members, settings, at=at)


def hold_members(
    members: Collection[int] | None, settings: PlacementSettings, *, at: datetime
) -> None:
    """Let these members wait, or all there are; positions without a sponsor go to the top."""
    day = local_date(at)
    tops = Sponsorship.objects.filter(current_on(day), sponsor=None, member__placements=None)
    if members is not None:
        tops = tops.filter(member_id__in=members)
    for member_id in tops.order_by("member_id").values_list("member_id", flat=True):
        seat_at_top(member_id, reason="first position", actor_label="system:placement", at=at)
    _hold(members, day, day + timedelta(days=settings.hold_days))


def _hold(members: Collection[int] | None, day: date, due_on: date) -> None:
    numbers = None if members is None else list(members)
    with connection.cursor() as cursor:
        cursor.execute(_HOLD, {"members": numbers, "day": day, "due": due_on})
