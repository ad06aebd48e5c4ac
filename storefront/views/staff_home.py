"""The first page of the staff office."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from storefront.pages import STAFF, page, show
from storefront.visits import VisitRequest


@require_safe
@page(needs=STAFF)
def staff(request: VisitRequest) -> HttpResponse:
    """Show the workflows this person may open."""
    return show(request, "staff/home.html")
