"""The placement tree for staff: who waits, where they may stand, and how the tree is built."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import network.public as network
from core import policy
from storefront.forms.placement import PlaceForm, PlacementRuleForm
from storefront.pages import STAFF, page, page_request, show, show_form
from storefront.placement_drawing import placement_drawing
from storefront.team_tree import name_of
from storefront.tree_address import read_number
from storefront.views.placement import carry_out, first_wish, read_view, wanted_place
from storefront.visits import Visit, VisitRequest

SEE, SET = "network.see_placement", "network.set_placement_rule"
USUAL = network.PlacementSettings(date.min, 2, None, 30, "first_free")


@require_safe
@page(needs=STAFF)
def waiting(request: VisitRequest) -> HttpResponse:
    """List everybody who waits for a place."""
    visit = request.visit
    found = network.holding_tank(visit.actor, None, visit.today, page_request(request))
    numbers = {number for one in found.items for number in (one.member_id, one.sponsor_id)}
    return show(
        request,
        "staff/placement.html",
        waiting=found,
        people=network.member_cards(numbers),
        settings=network.placement_settings(visit.today),
        may_set=policy.allowed(visit.actor, SET),
        wanted=wanted_place(request),
    )


@require_safe
@page(needs=STAFF)
def tree(request: VisitRequest) -> HttpResponse:
    """Draw the places below any member, the first one of the tree unless another is named."""
    visit = request.visit
    policy.require(visit.actor, SEE)
    top_id = read_number(request.GET.get("of", "")) or network.first_placed()
    branch = network.placement_branch(visit.actor, None, top_id, visit.today) if top_id else None
    drawn = placement_drawing(branch, reverse("storefront:staff_placement")) if branch else None
    return show(
        request,
        "staff/placement_tree.html",
        branch=branch,
        drawing=drawn,
        view=read_view(request),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def place(request: VisitRequest, member_id: int) -> HttpResponse:
    """Choose the place of somebody who waits, for its sponsor."""
    visit = request.visit
    policy.require(visit.actor, "network.place_member")
    choice = network.place_choice(visit.actor, member_id, visit.today)
    parents = {one.parent_id for one in choice.offers}
    cards = network.member_cards({member_id, choice.held.sponsor_id, choice.top_id, *parents})
    names = {number: f"{name_of(one.name, number)} ({number})" for number, one in cards.items()}
    form = PlaceForm(
        request.POST or None, choice=choice, names=names, initial=first_wish(request, choice)
    )
    placed = form.submit(lambda: carry_out(visit, member_id, form))
    if placed is not None:
        messages.success(request, _("Placed. The place stays."))
        return redirect(f"{reverse('storefront:staff_placement_tree')}?of={placed.parent_id}")
    return show_form(
        request, "staff/place.html", form, choice=choice, card=cards[member_id], names=names
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def rule(request: VisitRequest) -> HttpResponse:
    """Show how the placement tree is built; the owner sets it from a day on."""
    visit = request.visit
    policy.require(visit.actor, SET)
    history = network.placement_settings_history()
    form = PlacementRuleForm(request.POST or None, initial=_initial(visit, history))
    if form.submit(lambda: _set(visit, form)):
        messages.success(request, _("Saved. Whoever is placed stays placed."))
        return redirect("storefront:placement_rule")
    return show_form(request, "staff/placement_rule.html", form, history=history)


def _set(visit: Visit, form: PlacementRuleForm) -> bool:
    network.set_placement_rule(actor=visit.actor, settings=form.settings(), at=visit.at)
    return True


def _initial(visit: Visit, history: tuple[network.PlacementSettings, ...]) -> dict[str, object]:
    """Return what the form begins with: today, and the rules as they are."""
    latest = history[0] if history else USUAL
    return {
        "valid_from": visit.today,
        "width": latest.width,
        "depth": latest.depth,
        "hold_days": latest.hold_days,
        "automatic": latest.automatic,
    }
