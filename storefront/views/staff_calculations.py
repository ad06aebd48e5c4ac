"""What a worker calculates: how far it is, and asking it to stop."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

import commissions.public as commissions
from storefront.calculating import place_of
from storefront.pages import STAFF, page, show
from storefront.visits import VisitRequest


@require_safe
@page(needs=STAFF)
def calculation(request: VisitRequest, calculation_id: int) -> HttpResponse:
    """Show how far a calculation is; once it is over, lead to the page it belongs to."""
    visit = request.visit
    found = commissions.calculation(visit.actor, calculation_id)
    if found.is_open:
        is_silent = found.is_silent(visit.at)
        return show(request, "staff/calculation.html", calculation=found, is_silent=is_silent)
    if request.headers.get("HX-Request"):
        return HttpResponseClientRefresh()
    return place_of(found)


@require_POST
@page(needs=STAFF)
def stop(request: VisitRequest, calculation_id: int) -> HttpResponse:
    """Ask a calculation to stop; what was calculated so far is forgotten."""
    visit = request.visit
    if not commissions.stop_calculation(
        calculation_id=calculation_id, actor=visit.actor, at=visit.at
    ):
        messages.info(request, _("It is over already, or about to stop."))
    return place_of(commissions.calculation(visit.actor, calculation_id))
