"""Correct a place in the placement tree, from a day on; whoever stands below moves along."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.company import local_date
from core.errors import Invalid, NotFound, Refused
from network.models import Placement, Seat, Sponsorship
from network.placement_facts import Placed
from network.rules.seating import Place
from network.selectors.placement_rules import placement_settings
from network.selectors.seats import nearest_seated, steps_below
from network.selectors.today import current_on
from network.services.knowledge import learned_at
from network.services.place_member import SlotTaken, check_place
from network.services.take_seat import grow, offer_places


class NotPlaced(NotFound):
    """The member has no place that could be corrected."""

    code = "network.not_placed"


class PlaceDayImpossible(Invalid):
    """On that day the member, or the new parent, had no place yet, or the day lies ahead."""

    code = "network.place_day_impossible"


class CyclicPlace(Refused):
    """The new place lies below the member itself on some day."""

    code = "network.cyclic_place"


_CIRCLE = """
WITH RECURSIVE climb (member_id, days) AS (
    SELECT %(parent)s::bigint, daterange(%(from)s, NULL)
    UNION
    SELECT p.parent_id, climb.days * daterange(p.valid_from, p.valid_until)
    FROM climb JOIN network_placement p ON p.member_id = climb.member_id
    WHERE p.superseded_at IS NULL AND p.parent_id IS NOT NULL
      AND climb.days && daterange(p.valid_from, p.valid_until)
      AND climb.member_id <> %(member)s
)
SELECT EXISTS (SELECT 1 FROM climb WHERE member_id = %(member)s)
"""


def check_placement_move(
    member_id: int, place: Place, valid_from: date, *, at: datetime
) -> Placement:
    """Return the row that the move would end; nothing is written. The caller holds the tree.

    Raises: NotPlaced; PlaceDayImpossible; CyclicPlace; NoSuchSlot; PlaceOutside; PlaceTooDeep.
    Raises: SlotTaken.
    """
    today = local_date(at)
    old = Placement.objects.filter(member_id=member_id, superseded_at=None, valid_until=None)
    row, settings = old.exclude(parent=None).first(), placement_settings(today)
    if row is None or settings is None:
        raise NotPlaced(_("This partner has no place that could be moved."), member_id=member_id)
    _refuse_circle(member_id, place.parent_id, valid_from)
    check_place(settings, _top_above(member_id, today), place)
    _check_day(row, place, valid_from, today)
    return row


def move_placement(
    row: Placement,
    place: Place,
    valid_from: date,
    *,
    reason: str,
    signed: tuple[str, str],
    at: datetime,
) -> Placed:
    """Write a checked move: what is left of the old row, the new row, the seats on both ways.

    `signed` is who asked and who approved. The caller holds the tree.
    """
    learned, member_id = learned_at(at), row.member_id
    Placement.objects.filter(pk=row.pk).update(superseded_at=learned)
    if row.valid_from < valid_from:
        row.pk, row.valid_until, row.recorded_at = None, valid_from, learned
        row.save(force_insert=True)
    Placement.objects.create(
        member_id=member_id,
        parent_id=place.parent_id,
        slot=place.slot,
        valid_from=valid_from,
        recorded_at=learned,
        reason=reason,
        actor=signed[0],
        approver=signed[1],
    )
    _reseat(member_id, place, at)
    return Placed(member_id, place.parent_id, place.slot, valid_from)


def _reseat(member_id: int, place: Place, at: datetime) -> None:
    settings, seat = placement_settings(local_date(at)), Seat.objects.get(pk=member_id)
    assert settings is not None
    assert seat.parent_id is not None
    left_id, moved = seat.parent_id, seat.size
    Seat.objects.filter(pk=member_id).update(parent_id=place.parent_id, slot=place.slot)
    for parent_id, more in ((left_id, -moved), (place.parent_id, moved)):
        grow(parent_id, more)
        offer_places(parent_id, settings.width)


def _refuse_circle(member_id: int, parent_id: int, valid_from: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_CIRCLE, {"parent": parent_id, "member": member_id, "from": valid_from})
        is_circle = cursor.fetchone()[0]
    if is_circle or steps_below(parent_id, member_id) is not None:
        raise CyclicPlace(
            _("No. %(number)s stands below this partner. Choose a place elsewhere.")
            % {"number": parent_id},
            member_id=member_id,
        )


def _top_above(member_id: int, day: date) -> int:
    """Return below whom the member may stand: its sponsor, or the next one above with a place."""
    sponsors = Sponsorship.objects.filter(current_on(day), member_id=member_id)
    sponsor_id = sponsors.values_list("sponsor_id", flat=True).first()
    if sponsor_id is not None and Seat.objects.filter(pk=sponsor_id).exists():
        return sponsor_id
    return (sponsor_id and nearest_seated(sponsor_id, day)) or 0


def _check_day(row: Placement, place: Place, valid_from: date, today: date) -> None:
    above = Placement.objects.filter(member_id=place.parent_id, superseded_at=None)
    begun = above.order_by("valid_from").values_list("valid_from", flat=True).first()
    earliest = max(row.valid_from, begun or row.valid_from)
    if not earliest <= valid_from <= today:
        raise PlaceDayImpossible(
            _("Choose a day from %(first)s to %(last)s.")
            % {"first": earliest.isoformat(), "last": today.isoformat()}
        )
    holds = Q(valid_until=None) | Q(valid_until__gt=valid_from)
    taken = Placement.objects.filter(
        holds, parent_id=place.parent_id, slot=place.slot, superseded_at=None
    )
    if taken.exists():
        raise SlotTaken(_("This place was taken on that day. Choose another one, or a later day."))
