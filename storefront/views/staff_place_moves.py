"""Another place for a member of the placement tree: asked for by one person, decided by another."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import network.public as network
from core import policy
from storefront.forms.members import DecisionForm
from storefront.forms.placement import PlaceMoveForm
from storefront.pages import STAFF, page, page_request, show, show_form
from storefront.placement_drawing import slot_words
from storefront.visits import Visit, VisitRequest

MOVE = "network.move_placement"


@require_safe
@page(needs=STAFF)
def moves(request: VisitRequest) -> HttpResponse:
    """List the wishes that wait for a decision, or those decided."""
    is_waiting = request.GET.get("state") != "decided"
    found = network.placement_moves(
        request.visit.actor, is_waiting=is_waiting, page=page_request(request)
    )
    return show(
        request,
        "staff/place_moves.html",
        moves=found.map(lambda one: (one, slot_words(one.new_slot, _width(request.visit)))),
        is_waiting=is_waiting,
        people=_people(found.items),
        who=network.actor_names(one.requested_by for one in found.items),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def ask(request: VisitRequest, member_id: int) -> HttpResponse:
    """Ask for another place of a member."""
    visit = request.visit
    policy.require(visit.actor, MOVE)
    card = network.member_card(member_id)
    form = PlaceMoveForm(
        request.POST or None, width=_width(visit), initial={"valid_from": visit.today}
    )
    request_id = form.submit(
        lambda: network.request_placement_move(
            member_id=member_id, **form.cleaned_data, actor=visit.actor, at=visit.at
        )
    )
    if request_id is not None:
        messages.success(request, _("Asked for. A second person can decide now."))
        return redirect("storefront:staff_place_move", request_id=request_id)
    return show_form(request, "staff/place_move_ask.html", form, card=card)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def move(request: VisitRequest, request_id: int) -> HttpResponse:
    """Show a wish; whoever did not ask for it may decide."""
    visit = request.visit
    found = network.placement_move(visit.actor, request_id)
    form = DecisionForm(request.POST or None)
    if form.submit(lambda: _decide(visit, request_id, form)):
        messages.success(request, _("Decided. It stands in the partner's history."))
        return redirect("storefront:staff_place_move", request_id=request_id)
    is_waiting, width = found.decided_at is None, _width(visit)
    return show_form(
        request,
        "staff/place_move.html",
        form,
        move=found,
        old_words=slot_words(found.old_slot, width),
        new_words=slot_words(found.new_slot, width),
        obstacle=network.placement_obstacle(found, at=visit.at) if is_waiting else "",
        people=_people([found]),
        who=network.actor_names([found.requested_by, found.decided_by]),
        is_own=found.requested_by == visit.actor.label,
        is_waiting=is_waiting,
    )


def _decide(visit: Visit, request_id: int, form: DecisionForm) -> bool:
    network.decide_placement_move(
        request_id=request_id,
        approves=form.cleaned_data["decision"] == "approve",
        reason=form.cleaned_data["reason"],
        actor=visit.actor,
        at=visit.at,
    )
    return True


def _width(visit: Visit) -> int:
    settings = network.placement_settings(visit.today)
    return settings.width if settings else 0


def _people(found: Iterable[network.PlacementMove]) -> dict[int, network.MemberCard]:
    return network.member_cards(
        {n for one in found for n in (one.member_id, one.old_parent_id, one.new_parent_id)}
    )
