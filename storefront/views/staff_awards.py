"""Ranks given by hand: asked for by one person, decided by another."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import commissions.public as commissions
import network.public as network
from core import policy
from core.periods import period_of
from storefront.forms.awards import AwardForm
from storefront.forms.members import DecisionForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import Visit, VisitRequest

AWARD = "commissions.award_rank"


@require_safe
@page(needs=STAFF)
def awards(request: VisitRequest) -> HttpResponse:
    """List what waits for a decision, or what was decided."""
    is_waiting = request.GET.get("state") != "decided"
    found = commissions.awards_page(
        request.visit.actor, is_waiting=is_waiting, page=page_request(request)
    )
    return show(
        request,
        "staff/awards.html",
        awards=found,
        is_waiting=is_waiting,
        people=_people(found.items),
        who=network.actor_names(one.requested_by for one in found.items),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def ask(request: VisitRequest, member_id: int) -> HttpResponse:
    """Ask for a rank of a member."""
    visit = request.visit
    policy.require(visit.actor, AWARD)
    card = network.member_card(member_id)
    given = commissions.awards_of(visit.actor, member_id)
    form = AwardForm(
        request.POST or None,
        ranks=commissions.rank_choices(visit.actor, visit.today),
        may_end=any(one.is_approved and not one.is_end for one in given),
        initial={"valid_from": period_of(visit.today, "month").starts_on.isoformat()},
    )
    award_id = form.submit(lambda: _ask(visit, member_id, form))
    if award_id is not None:
        messages.success(request, _("Asked for. A second person can decide now."))
        return redirect("storefront:staff_award", award_id=award_id)
    return show(
        request,
        "staff/award_ask.html",
        status=form.answer_status,
        card=card,
        form=form,
        given=given,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def award(request: VisitRequest, award_id: int) -> HttpResponse:
    """Show one; whoever did not ask for it may decide."""
    visit = request.visit
    found = commissions.award(visit.actor, award_id)
    form = DecisionForm(request.POST or None)
    if form.submit(lambda: _decide(visit, award_id, form)):
        messages.success(request, _("Decided. It stands in the partner's history."))
        return redirect("storefront:staff_award", award_id=award_id)
    return show(
        request,
        "staff/award.html",
        status=form.answer_status,
        award=found,
        form=form,
        people=_people([found]),
        who=network.actor_names([found.requested_by, found.decided_by]),
        is_own=found.requested_by == visit.actor.label,
        is_waiting=found.decided_at is None,
    )


def _ask(visit: Visit, member_id: int, form: AwardForm) -> int:
    return commissions.request_award(
        member_id=member_id,
        award=form.wish(),
        reason=form.cleaned_data["reason"],
        actor=visit.actor,
        at=visit.at,
    )


def _decide(visit: Visit, award_id: int, form: DecisionForm) -> bool:
    commissions.decide_award(
        award_id=award_id,
        approves=form.cleaned_data["decision"] == "approve",
        reason=form.cleaned_data["reason"],
        actor=visit.actor,
        at=visit.at,
    )
    return True


def _people(found: Iterable[commissions.AwardRow]) -> dict[int, network.MemberCard]:
    return network.member_cards({one.member_id for one in found})
