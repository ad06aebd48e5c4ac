"""Invoices and corrections: as PDF for whom they are for, as a list for staff."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

import finance.public as finance
import shop.public as shop
from core.policy import Actor
from storefront.pages import SIGNED_IN, STAFF, page, page_request, show
from storefront.visits import VisitRequest

KINDS = (
    ("", gettext_lazy("All")),
    (finance.INVOICE, gettext_lazy("Invoices")),
    (finance.CORRECTION, gettext_lazy("Corrections")),
)
LONGEST_QUERY = 40


@require_safe
@page(needs=SIGNED_IN)
def invoice(request: VisitRequest, number: str) -> HttpResponse:
    """Hand out a document to its recipient, or to staff whose role may see it."""
    visit = request.visit
    return _pdf(number, finance.document_pdf(actor=visit.actor, number=number, at=visit.at))


@require_safe
@page()
def guest_invoice(request: VisitRequest, token: UUID, number: str) -> HttpResponse:
    """Hand out a document of the order whose page the guest's link opens."""
    order = shop.order_of_payment(token=token)
    numbers = {row.number for row in finance.documents_of(f"order:{order.row.order_id}")}
    if number not in numbers:
        raise Http404(_("There is no such document."))
    guest = Actor.system("guest-link")
    return _pdf(number, finance.document_pdf(actor=guest, number=number, at=request.visit.at))


@require_safe
@page(needs=STAFF)
def documents(request: VisitRequest) -> HttpResponse:
    """List invoices and corrections, with what the page's rows add up to."""
    asked = request.GET
    wanted = finance.DocumentFilter(
        query=asked.get("q", "")[:LONGEST_QUERY],
        kind=asked.get("kind", ""),
        month=asked.get("month", ""),
        sort=asked.get("sort", "-number"),
    )
    found = finance.documents_page(
        actor=request.visit.actor, page=page_request(request), wanted=wanted
    )
    return show(
        request,
        "staff/documents.html",
        documents=found.rows,
        totals=found.totals,
        kinds=KINDS,
        sort=wanted.sort,
    )


def _pdf(number: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{number}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
