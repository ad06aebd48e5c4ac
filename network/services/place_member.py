"""A sponsor, or staff, chooses the place of a partner who waits in the holding tank."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.company import local_date
from core.errors import Conflict, Invalid, NotFound, Refused
from core.policy import Actor
from network.models import HeldPosition, Seat, Sponsorship
from network.placement_facts import Placed, PlacementSettings
from network.rules.seating import Place
from network.selectors.placement_rules import placement_settings
from network.selectors.seats import nearest_seated, steps_below
from network.selectors.today import current_on
from network.services.knowledge import lock_tree
from network.services.own_interest import refuse_own_interest
from network.services.take_seat import take_seat


class NotHeld(NotFound):
    """Nobody waits for a place under this number, as far as this person may know."""

    code = "network.not_held"


class PlaceOutside(Refused):
    """The place is not below the sponsor."""

    code = "network.place_outside"


class NoSuchSlot(Invalid):
    """The company's tree has no such place below a member."""

    code = "network.no_such_slot"


class SlotTaken(Conflict):
    """Somebody stands there already."""

    code = "network.slot_taken"


class PlaceTooDeep(Refused):
    """The place lies further below the sponsor than the company's tree allows."""

    code = "network.place_too_deep"


class NotPlacedYet(Refused):
    """Whoever has no place cannot have anybody below."""

    code = "network.not_placed_yet"


@transaction.atomic
def place_member(
    *, member_id: int, parent_id: int, slot: int, actor: Actor, at: datetime
) -> Placed:
    """Seat a waiting partner at a free place below its sponsor, from today on.

    The sponsor does so while the partner waits, else staff; a place that was given stays.
    Raises: NotHeld; OwnInterest; NotPlacedYet; NoSuchSlot; PlaceOutside; SlotTaken.
    Raises: PlaceTooDeep.
    """
    lock_tree()
    settings = placement_settings(local_date(at))
    sponsor_id = _sponsor_of_held(member_id, at)
    if settings is None or sponsor_id is None:
        raise not_held(member_id)
    _require(actor, sponsor_id, member_id, parent_id)
    top_id = top_for(actor, member_id, sponsor_id, local_date(at))
    if top_id is None:
        raise NotPlacedYet(
            _("No sponsor above this partner has a place in the tree yet."), member_id=sponsor_id
        )
    check_place(settings, top_id, Place(parent_id, slot))
    placed = take_seat(
        member_id,
        Place(parent_id, slot),
        settings.width,
        reason="by hand",
        actor_label=actor.label,
        at=at,
    )
    audit.record(
        actor=actor,
        action="network.place_member",
        subject=f"member:{member_id}",
        at=at,
        facts={"under": parent_id, "slot": slot},
    )
    return placed


def _sponsor_of_held(member_id: int, at: datetime) -> int | None:
    waits = HeldPosition.objects.filter(member_id=member_id, ended_at=None).exists()
    if not waits:
        return None
    found = Sponsorship.objects.filter(current_on(local_date(at)), member_id=member_id)
    return found.values_list("sponsor_id", flat=True).first()


def _require(actor: Actor, sponsor_id: int, member_id: int, parent_id: int) -> None:
    """Let the sponsor in, and staff unless it is about themselves; others learn nothing.

    Raises: NotHeld; OwnInterest.
    """
    if not policy.allowed(actor, "network.place_member", member_id=sponsor_id):
        raise not_held(member_id)
    if actor.member_id != sponsor_id:
        refuse_own_interest(actor, member_id, parent_id)


def top_for(actor: Actor, member_id: int, sponsor_id: int, day: date) -> int | None:
    """Return below whom a waiting partner may stand, or None while nobody above has a place.

    A sponsor places below the own place only; staff below whoever above the partner has one.
    """
    top_id = nearest_seated(member_id, day)
    return None if actor.member_id == sponsor_id != top_id else top_id


def check_place(settings: PlacementSettings, top_id: int, place: Place) -> None:
    """Insist on a free place below somebody, within the depth of the tree.

    Raises: NoSuchSlot; PlaceOutside; PlaceTooDeep; SlotTaken.
    """
    if not 1 <= place.slot <= settings.width:
        raise NoSuchSlot(
            _("There are places 1 to %(width)d below a partner.") % {"width": settings.width}
        )
    steps = steps_below(place.parent_id, top_id)
    if steps is None:
        raise PlaceOutside(
            _("No. %(number)s does not stand below the sponsor in the placement tree.")
            % {"number": place.parent_id}
        )
    if settings.depth is not None and steps >= settings.depth:
        raise PlaceTooDeep(
            _("This place lies more than %(levels)d levels below the sponsor.")
            % {"levels": settings.depth}
        )
    if Seat.objects.filter(parent_id=place.parent_id, slot=place.slot).exists():
        raise SlotTaken(_("This place was taken meanwhile. Choose another one."))


def not_held(member_id: int) -> NotHeld:
    """Return the refusal for a number that waits for no place."""
    return NotHeld(
        _("No. %(number)s does not wait for a place.") % {"number": member_id},
        member_id=member_id,
    )
