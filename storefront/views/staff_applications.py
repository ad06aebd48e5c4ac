"""Staff look at partner applications and decide them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import network.public as network
from core import policy
from storefront.forms.joining import DecisionForm
from storefront.pages import STAFF, page, page_request, show, show_form
from storefront.visits import VisitRequest


@require_safe
@page(needs=STAFF)
def applications(request: VisitRequest) -> HttpResponse:
    """List who waits, or who was rejected."""
    state = "rejected" if request.GET.get("state") == "rejected" else "applied"
    found = network.applications(request.visit.actor, state, page_request(request))
    sponsors = network.member_cards([row.sponsor_id for row in found.items if row.sponsor_id])
    return show(
        request, "staff/applications.html", applications=found, state=state, sponsors=sponsors
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def application(request: VisitRequest, member_id: int) -> HttpResponse:
    """Show an application with everything to decide it, and decide it."""
    visit = request.visit
    found = network.application(visit.actor, member_id)
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        policy.require(visit.actor, "network.decide_application", member_id=member_id)
        if form.submit(lambda: _decide(request, member_id, form)):
            return redirect("storefront:staff_applications")
    sponsor_id = found.row.sponsor_id
    return show_form(
        request,
        "staff/application.html",
        form,
        application=found,
        sponsor=network.member_card(sponsor_id) if sponsor_id else None,
        alike=[network.account_card(account_id) for account_id in found.alike],
    )


def _decide(request: VisitRequest, member_id: int, form: DecisionForm) -> bool:
    is_approved = request.POST.get("decision") == "approve"
    network.decide_application(
        member_id=member_id,
        approved=is_approved,
        reason=form.cleaned_data["reason"],
        actor=request.visit.actor,
        at=request.visit.at,
    )
    messages.success(
        request,
        _("The applicant is a partner now.") if is_approved else _("The application is rejected."),
    )
    return True
