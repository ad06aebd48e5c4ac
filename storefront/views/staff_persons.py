"""Which positions belong to one person: asked for by one of staff, decided by another."""

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
from storefront.forms.persons import PersonForm
from storefront.pages import STAFF, page, page_request, show, show_form
from storefront.visits import Visit, VisitRequest

JOIN = "network.join_positions"


@require_safe
@page(needs=STAFF)
def wishes(request: VisitRequest) -> HttpResponse:
    """List the wishes that wait for a decision, or those decided."""
    is_waiting = request.GET.get("state") != "decided"
    found = network.person_wishes(
        request.visit.actor, is_waiting=is_waiting, page=page_request(request)
    )
    return show(
        request,
        "staff/persons.html",
        wishes=found,
        is_waiting=is_waiting,
        people=_people(found.items),
        who=network.actor_names(one.requested_by for one in found.items),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def ask(request: VisitRequest, member_id: int) -> HttpResponse:
    """Ask to put a position together with another one, or to let it stand alone."""
    visit = request.visit
    policy.require(visit.actor, JOIN)
    card = network.member_card(member_id)
    form = PersonForm(request.POST or None, initial={"valid_from": visit.today})
    request_id = form.submit(
        lambda: network.request_person(
            wish=form.wish(member_id),
            reason=form.cleaned_data["reason"],
            actor=visit.actor,
            at=visit.at,
        )
    )
    if request_id is not None:
        messages.success(request, _("Asked for. A second person can decide now."))
        return redirect("storefront:staff_person", request_id=request_id)
    return show_form(request, "staff/person_ask.html", form, card=card)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def wish(request: VisitRequest, request_id: int) -> HttpResponse:
    """Show a wish; whoever did not ask for it may decide."""
    visit = request.visit
    found = network.person_wish(visit.actor, request_id)
    form = DecisionForm(request.POST or None)
    if form.submit(lambda: _decide(visit, request_id, form)):
        messages.success(request, _("Decided. It stands in the partner's history."))
        return redirect("storefront:staff_person", request_id=request_id)
    is_waiting = found.decided_at is None
    return show_form(
        request,
        "staff/person.html",
        form,
        wish=found,
        obstacle=network.person_obstacle(found) if is_waiting else "",
        people=_people([found]),
        who=network.actor_names([found.requested_by, found.decided_by]),
        is_own=found.requested_by == visit.actor.label,
        is_waiting=is_waiting,
    )


def _decide(visit: Visit, request_id: int, form: DecisionForm) -> bool:
    network.decide_person(
        request_id=request_id,
        approves=form.cleaned_data["decision"] == "approve",
        reason=form.cleaned_data["reason"],
        actor=visit.actor,
        at=visit.at,
    )
    return True


def _people(found: Iterable[network.PersonWish]) -> dict[int, network.MemberCard]:
    numbers = {number for one in found for number in (one.member_id, one.other_id)}
    return network.member_cards({number for number in numbers if number is not None})
