"""The first page of the staff office."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from storefront.matters import matters_of
from storefront.pages import STAFF, page, show
from storefront.visits import VisitRequest


@require_safe
@page(needs=STAFF)
def staff(request: VisitRequest) -> HttpResponse:
    """Show what waits for this person, and the workflows they may open."""
    return show(request, "staff/home.html", matters=matters_of(request.visit.actor))
