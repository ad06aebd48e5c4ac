"""A partner's placement tree, and the partners who wait for a place in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import network.public as network
from core.paging import PageRequest
from storefront.forms.placement import OTHER, PlaceForm
from storefront.pages import TEAM, page, page_request, show, show_form
from storefront.placement_drawing import placement_drawing, slot_words
from storefront.team_tree import name_of
from storefront.tree_address import VIEWS, read_number
from storefront.views.office import member_of
from storefront.visits import Visit, VisitRequest

COUNTED = PageRequest(1, 25)


@dataclass(frozen=True, slots=True)
class WantedPlace:
    """A free place somebody clicked on, and its words."""

    under: int
    slot: int
    words: str


@require_safe
@page(needs=TEAM)
def tree(request: VisitRequest) -> HttpResponse:
    """Draw the places below a member of one's own placement tree."""
    visit, own_id = request.visit, member_of(request.visit)
    top_id = read_number(request.GET.get("of", "")) or own_id
    branch = network.placement_branch(visit.actor, own_id, top_id, visit.today)
    drawn = placement_drawing(branch, reverse("storefront:waiting_partners")) if branch else None
    return show(
        request,
        "office/placement.html",
        branch=branch,
        drawing=drawn,
        own_id=own_id,
        view=read_view(request),
        settings=network.placement_settings(visit.today),
        waiting=network.holding_tank(visit.actor, own_id, visit.today, COUNTED),
    )


@require_safe
@page(needs=TEAM)
def waiting(request: VisitRequest) -> HttpResponse:
    """List whom this partner has to place, the next one due first."""
    visit, own_id = request.visit, member_of(request.visit)
    found = network.holding_tank(visit.actor, own_id, visit.today, page_request(request))
    return show(
        request,
        "office/waiting.html",
        waiting=found,
        people=network.line_members(
            visit.actor, own_id, {one.member_id: 1 for one in found.items}, visit.today
        ),
        settings=network.placement_settings(visit.today),
        wanted=wanted_place(request),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=TEAM)
def place(request: VisitRequest, member_id: int) -> HttpResponse:
    """Choose the place of somebody who waits."""
    visit, own_id = request.visit, member_of(request.visit)
    choice = network.place_choice(visit.actor, member_id, visit.today)
    numbers = {member_id, *(one.parent_id for one in choice.offers)}
    people = network.placement_names(visit.actor, own_id, numbers, visit.today)
    names = {number: _called(name_of(one.name, number), number) for number, one in people.items()}
    form = PlaceForm(
        request.POST or None, choice=choice, names=names, initial=first_wish(request, choice)
    )
    placed = form.submit(lambda: carry_out(visit, member_id, form))
    if placed is not None:
        messages.success(request, _("Placed. The place stays."))
        return redirect(f"{reverse('storefront:placement')}?of={placed.parent_id}")
    return show_form(
        request,
        "office/place.html",
        form,
        choice=choice,
        name=name_of(people[member_id].name, member_id),
        settings=network.placement_settings(visit.today),
    )


def carry_out(visit: Visit, member_id: int, form: PlaceForm) -> network.Placed:
    """Place somebody where the form says."""
    return network.place_member(
        member_id=member_id,
        parent_id=form.cleaned_data["parent"],
        slot=form.cleaned_data["slot"],
        actor=visit.actor,
        at=visit.at,
    )


def wanted_place(request: VisitRequest) -> WantedPlace | None:
    """Return the free place somebody came from, or None."""
    under, slot = (read_number(request.GET.get(name, "")) for name in ("under", "slot"))
    settings = network.placement_settings(request.visit.today)
    if settings is None or not under or not 1 <= slot <= settings.width:
        return None
    return WantedPlace(under, slot, slot_words(slot, settings.width))


def first_wish(request: VisitRequest, choice: network.PlaceChoice) -> dict[str, object]:
    """Return what the form begins with: the place somebody came from, else the first offer."""
    offered = [f"{one.parent_id}-{one.slot}" for one in choice.offers]
    wish = wanted_place(request)
    if wish is None:
        return {"place": offered[0] if offered else OTHER}
    key = f"{wish.under}-{wish.slot}"
    place = key if key in offered else OTHER
    return {"place": place, "parent": wish.under, "slot": wish.slot}


def read_view(request: VisitRequest) -> str:
    """Read whether the tree is drawn or listed; nonsense leaves it to the window."""
    wish = request.GET.get("view", "")
    return wish if wish in VIEWS else VIEWS[0]


def _called(name: str, number: int) -> str:
    return f"{name} ({number})" if str(number) not in name else name
