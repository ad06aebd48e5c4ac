"""Another sponsor of a member: asked for by one person, decided by another."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import network.public as network
from core import policy
from core.errors import Refusal
from core.periods import period_of
from storefront.forms.members import DecisionForm, MoveForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import Visit, VisitRequest

MOVE = "network.change_sponsor"


@require_safe
@page(needs=STAFF)
def moves(request: VisitRequest) -> HttpResponse:
    """List the wishes that wait for a decision, or those decided."""
    is_waiting = request.GET.get("state") != "decided"
    found = network.sponsor_moves(
        request.visit.actor, is_waiting=is_waiting, page=page_request(request)
    )
    return show(
        request,
        "staff/moves.html",
        moves=found,
        is_waiting=is_waiting,
        people=_people(found.items),
        who=network.actor_names(one.requested_by for one in found.items),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def ask(request: VisitRequest, member_id: int) -> HttpResponse:
    """Ask for another sponsor of a member; the effect is shown before anything is stored."""
    visit = request.visit
    policy.require(visit.actor, MOVE, member_id=member_id)
    card = network.member_card(member_id)
    form = MoveForm(request.POST or None, initial=_next_month(visit))
    effect = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        effect = form.carry_out(
            lambda: network.move_effect(visit.actor, member_id, data["code"], data["valid_from"])
        )
        if effect is not None and "confirmed" in request.POST:
            request_id = form.carry_out(lambda: _ask(visit, member_id, form))
            if request_id is not None:
                messages.success(request, _("Asked for. A second person can decide now."))
                return redirect("storefront:staff_move", request_id=request_id)
    numbers = [card.sponsor_id, effect.new_sponsor_id if effect else None]
    return show(
        request,
        "staff/move_ask.html",
        status=422 if form.errors else 200,
        card=card,
        form=form,
        effect=effect,
        people=network.member_cards([number for number in numbers if number]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def move(request: VisitRequest, request_id: int) -> HttpResponse:
    """Show a wish; whoever did not ask for it may decide."""
    visit = request.visit
    found = network.sponsor_move(visit.actor, request_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = form.carry_out(lambda: _decide(visit, request_id, form))
        if done:
            messages.success(request, _("Decided. It stands in the partner's history."))
            return redirect("storefront:staff_move", request_id=request_id)
    is_waiting = found.decided_at is None
    effect, obstacle = _effect(visit, found) if is_waiting else (None, "")
    return show(
        request,
        "staff/move.html",
        status=422 if form.errors else 200,
        move=found,
        form=form,
        effect=effect,
        obstacle=obstacle,
        people=_people([found]),
        who=network.actor_names([found.requested_by, found.decided_by]),
        is_own=found.requested_by == visit.actor.label,
        is_waiting=is_waiting,
    )


def _ask(visit: Visit, member_id: int, form: MoveForm) -> int:
    data = form.cleaned_data
    return network.request_sponsor_change(
        member_id=member_id,
        sponsor_code=data["code"],
        valid_from=data["valid_from"],
        reason=data["reason"],
        actor=visit.actor,
        at=visit.at,
    )


def _decide(visit: Visit, request_id: int, form: DecisionForm) -> bool:
    network.decide_sponsor_change(
        request_id=request_id,
        approves=form.cleaned_data["decision"] == "approve",
        reason=form.cleaned_data["reason"],
        actor=visit.actor,
        at=visit.at,
    )
    return True


def _effect(visit: Visit, found: network.SponsorMove) -> tuple[network.MoveEffect | None, str]:
    """Return what the move would do now, or why it can no longer take place."""
    sponsor = network.member_card(found.new_sponsor_id)
    try:
        effect = network.move_effect(visit.actor, found.member_id, sponsor.code, found.valid_from)
    except Refusal as refusal:
        return None, refusal.message
    return effect, ""


def _people(found: Iterable[network.SponsorMove]) -> dict[int, network.MemberCard]:
    numbers = {
        number
        for one in found
        for number in (one.member_id, one.old_sponsor_id, one.new_sponsor_id)
        if number is not None
    }
    return network.member_cards(numbers)


def _next_month(visit: Visit) -> dict[str, str]:
    return {"valid_from": period_of(visit.today, "month").ends_before.isoformat()}
