"""Partners whom a plan wants suspended or terminated: staff accepts or declines."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

import commissions.public as commissions
import network.public as network
from core.errors import Refusal
from storefront.forms.inactive import InactiveForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import VisitRequest


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def inactive(request: VisitRequest) -> HttpResponse:
    """List who was inactive for too long, and decide about those that are chosen."""
    is_waiting = request.GET.get("state") != "decided"
    found = commissions.inactive_page(
        request.visit.actor, is_waiting=is_waiting, page=page_request(request)
    )
    form = InactiveForm(request.POST or None, offered=[row.proposal_id for row in found.items])
    if form.is_bound and form.is_valid():
        _decide(request, form, {row.proposal_id: row.member_id for row in found.items})
        return redirect("storefront:staff_inactive")
    return show(
        request,
        "staff/inactive.html",
        status=form.answer_status,
        rows=found,
        form=form,
        chosen={int(each) for each in request.POST.getlist("chosen") if each.isdigit()},
        is_waiting=is_waiting,
        people=network.member_cards({row.member_id for row in found.items}),
        who=network.actor_names(row.decided_by for row in found.items),
    )


def _decide(request: VisitRequest, form: InactiveForm, members: dict[int, int]) -> None:
    """Decide about one after the other; who cannot be moved stays, with the reason on top."""
    visit, wish = request.visit, form.cleaned_data
    done = 0
    for proposal_id in wish["chosen"]:
        try:
            commissions.decide_inactive(
                proposal_id=proposal_id,
                accepts=wish["decision"] == "accept",
                reason=wish["reason"],
                actor=visit.actor,
                at=visit.at,
            )
        except Refusal as refusal:
            facts = {"number": members[proposal_id], "why": refusal.message}
            messages.error(request, _("Partner %(number)s: %(why)s") % facts)
        else:
            done += 1
    if done:
        text = ngettext("Decided about %(n)s partner.", "Decided about %(n)s partners.", done)
        messages.success(request, text % {"n": done})
