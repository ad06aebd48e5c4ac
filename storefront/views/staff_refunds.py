"""Refunds for finance: what is due, and the transfers that people make."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

import shop.public as shop
from core import policy
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import VisitRequest
from storefront.wording import REFUND, REFUND_METHOD

MAKE = "shop.make_refund"
STATES = (("", gettext_lazy("All")), *((state, word) for state, (_t, word) in REFUND.items()))
METHODS = (("", gettext_lazy("All")), *REFUND_METHOD.items())


@require_safe
@page(needs=STAFF)
def refunds(request: VisitRequest) -> HttpResponse:
    """List refunds; open ones by the day they are due."""
    asked = request.GET
    found = shop.refunds_page(
        actor=request.visit.actor,
        page=page_request(request),
        state=asked.get("state", ""),
        method=asked.get("method", ""),
        query=asked.get("q", "")[:40],
    )
    return show(
        request,
        "staff/refunds.html",
        refunds=found,
        states=STATES,
        methods=METHODS,
        today=request.visit.today,
    )


@require_safe
@page(needs=STAFF)
def refund(request: VisitRequest, refund_id: int) -> HttpResponse:
    """Show a refund with the account it goes to."""
    visit = request.visit
    row = shop.refund_for(actor=visit.actor, refund_id=refund_id)
    may_make = policy.allowed(visit.actor, MAKE)
    is_transfer = row.method == "transfer"
    account = shop.refund_account(actor=visit.actor, refund_id=refund_id) if may_make else None
    needs_other = shop.may_not_transfer(actor=visit.actor, refund_id=refund_id)
    return show(
        request,
        "staff/refund.html",
        refund=row,
        account=account,
        today=visit.today,
        needs_other=needs_other,
        may_make=may_make and is_transfer and row.state == "requested" and row.has_bank,
        may_replace=may_make and row.state == "failed" and not row.is_replaced,
    )


@require_POST
@page(needs=STAFF)
def made(request: VisitRequest, refund_id: int) -> HttpResponse:
    """Write down that the transfer was made."""
    visit = request.visit
    shop.mark_transferred(
        refund_id=refund_id,
        actor=visit.actor,
        at=visit.at,
        seen_account=request.POST.get("account", ""),
    )
    messages.success(request, _("Noted: the money is on its way to the buyer."))
    return redirect("storefront:staff_refunds")


@require_POST
@page(needs=STAFF)
def by_transfer(request: VisitRequest, refund_id: int) -> HttpResponse:
    """Replace a refund that the payment provider declined by a transfer."""
    visit = request.visit
    new_id = shop.refund_by_transfer(refund_id=refund_id, actor=visit.actor, at=visit.at)
    messages.success(request, _("It will be transferred. The buyer is asked for the account."))
    return redirect("storefront:staff_refund", refund_id=new_id)
