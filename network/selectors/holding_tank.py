"""Who waits for a place in the placement tree, and which places there are to choose."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from core import policy
from core.paging import Page, PageRequest
from core.policy import Actor
from network.models import HeldPosition
from network.placement_facts import (
    HeldPartner,
    PlaceChoice,
    PlacementSettings,
    PlaceOffer,
)
from network.rules.seating import BALANCED, FILL_LEG, FIRST_FREE, LEFT, RIGHT, WEAK_LEG, find_place
from network.selectors.placement_rules import placement_settings
from network.selectors.seats import StoredSeats
from network.selectors.today import current_on
from network.services.place_member import not_held, top_for

_SPONSOR = "member__sponsorships__sponsor_id"
# In this order; a place that several rules find is offered once, under the first of them.
OFFERED = (FIRST_FREE, WEAK_LEG, LEFT, RIGHT, BALANCED, FILL_LEG)


def holding_tank(
    actor: Actor, sponsor_id: int | None, day: date, page: PageRequest | None = None
) -> Page[HeldPartner]:
    """Return whom a sponsor has to place, or everybody who waits; the next one due first.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_placement", member_id=sponsor_id)
    request = page or PageRequest()
    start, stop = request.bounds
    whose = Q() if sponsor_id is None else Q(**{_SPONSOR: sponsor_id})
    return request.page(_held(whose, day, start, stop))


def place_choice(actor: Actor, member_id: int, day: date) -> PlaceChoice:
    """Return where somebody who waits may be placed; `top_id` is 0 while nobody above is placed.

    Raises: NotHeld — nobody waits under this number, as far as this person may know.
    """
    held = next(_held(Q(member_id=member_id), day, 0, 1), None)
    settings = placement_settings(day)
    if held is None or settings is None:
        raise not_held(member_id)
    if not policy.allowed(actor, "network.place_member", member_id=held.sponsor_id):
        raise not_held(member_id)
    top_id = top_for(actor, member_id, held.sponsor_id, day) or 0
    offers = _offers(settings, top_id) if top_id else ()
    return PlaceChoice(held, top_id, settings.width, settings.depth, offers)


def _offers(settings: PlacementSettings, top_id: int) -> tuple[PlaceOffer, ...]:
    seats = StoredSeats(settings.width)
    found: dict[tuple[int, int], PlaceOffer] = {}
    for rule in OFFERED:
        if rule == FILL_LEG and settings.depth is None:
            continue
        place = find_place(seats, rule, top_id, settings.depth)
        if place is not None:
            offer = PlaceOffer(rule, place.parent_id, place.slot)
            found.setdefault((place.parent_id, place.slot), offer)
    return tuple(found.values())


def _held(condition: Q, day: date, start: int, stop: int) -> Iterator[HeldPartner]:
    """Yield those who wait, each with the sponsor of the day."""
    rows = HeldPosition.objects.filter(
        current_on(day, "member__sponsorships__") & condition, ended_at=None
    )
    columns = ("member_id", _SPONSOR, "held_from", "due_on")
    return (
        HeldPartner(*row) for row in rows.order_by("due_on", "id").values_list(*columns)[start:stop]
    )
