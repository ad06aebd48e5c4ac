"""Returns for staff: what is expected, what came, what is decided."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

import shop.public as shop
from core import policy
from storefront.forms.orders import InspectionForm, ReasonForm, SentBackForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import VisitRequest
from storefront.wording import RETURN

RECEIVE, DECIDE, ANNOUNCE = "shop.receive_return", "shop.decide_return", "shop.announce_return"
STATES = (("", gettext_lazy("All")), *((state, word) for state, (_t, word) in RETURN.items()))


@require_safe
@page(needs=STAFF)
def returns(request: VisitRequest) -> HttpResponse:
    """List returns, newest first."""
    asked = request.GET
    found = shop.returns_page(
        actor=request.visit.actor,
        page=page_request(request),
        state=asked.get("state", ""),
        query=asked.get("q", "")[:40],
    )
    return show(request, "staff/returns.html", returns=found, states=STATES)


@require_safe
@page(needs=STAFF)
def one_return(request: VisitRequest, number: str) -> HttpResponse:
    """Show a return, and what can be done with it now."""
    return _return_page(request, shop.return_for(actor=request.visit.actor, number=number))


@require_POST
@page(needs=STAFF)
def inspect(request: VisitRequest, number: str) -> HttpResponse:
    """Book what came back."""
    visit = request.visit
    policy.require(visit.actor, RECEIVE)
    found = shop.return_for(actor=visit.actor, number=number)
    form = InspectionForm(request.POST, lines=found.lines)

    def book() -> bool:
        shop.receive_return(
            return_id=found.row.return_id, found=form.found(), actor=visit.actor, at=visit.at
        )
        return True

    if form.is_valid() and form.carry_out(book):
        messages.success(request, _("Booked. Finance can decide about the refund now."))
        return redirect("storefront:staff_return", number=number)
    return _return_page(request, found, inspection=form)


@require_POST
@page(needs=STAFF)
def proven(request: VisitRequest, number: str) -> HttpResponse:
    """Write down that the goods are on their way back."""
    visit = request.visit
    policy.require(visit.actor, ANNOUNCE)
    found = shop.return_for(actor=visit.actor, number=number)
    form = SentBackForm(request.POST)

    def prove() -> bool:
        shop.prove_dispatch(
            return_id=found.row.return_id, actor=visit.actor, at=visit.at, **form.cleaned_data
        )
        return True

    if form.is_valid() and form.carry_out(prove):
        messages.success(request, _("Noted. The refund does not wait for the goods any more."))
        return redirect("storefront:staff_return", number=number)
    return _return_page(request, found, sent=form)


@require_POST
@page(needs=STAFF)
def accept(request: VisitRequest, number: str) -> HttpResponse:
    """Take the goods back and ask for the refund."""
    visit = request.visit
    policy.require(visit.actor, DECIDE)
    found = shop.return_for(actor=visit.actor, number=number)
    shop.accept_return(return_id=found.row.return_id, actor=visit.actor, at=visit.at)
    messages.success(request, _("Accepted. The invoice is corrected and the refund is on its way."))
    return redirect("storefront:staff_return", number=number)


@require_POST
@page(needs=STAFF)
def reject(request: VisitRequest, number: str) -> HttpResponse:
    """Say no, with a reason."""
    visit = request.visit
    policy.require(visit.actor, DECIDE)
    found = shop.return_for(actor=visit.actor, number=number)
    form = ReasonForm(request.POST)

    def say_no() -> bool:
        shop.reject_return(
            return_id=found.row.return_id,
            reason=form.cleaned_data["reason"],
            actor=visit.actor,
            at=visit.at,
        )
        return True

    if form.is_valid() and form.carry_out(say_no):
        messages.success(request, _("Rejected. The buyer is told why."))
        return redirect("storefront:staff_return", number=number)
    return _return_page(request, found, rejection=form)


def _return_page(
    request: VisitRequest,
    found: shop.ReturnView,
    *,
    inspection: InspectionForm | None = None,
    sent: SentBackForm | None = None,
    rejection: ReasonForm | None = None,
) -> HttpResponse:
    actor, row = request.visit.actor, found.row
    is_open = row.state in {"announced", "received"}
    forms = {
        "inspection": inspection or InspectionForm(lines=found.lines),
        "sent": sent or SentBackForm(),
        "rejection": rejection or ReasonForm(),
    }
    return show(
        request,
        "staff/return.html",
        status=422 if any(form.errors for form in forms.values()) else 200,
        found=found,
        row=row,
        may_inspect=row.state != "rejected"
        and not row.is_inspected
        and policy.allowed(actor, RECEIVE),
        may_prove=row.is_held and policy.allowed(actor, ANNOUNCE),
        may_accept=is_open and not row.is_held and policy.allowed(actor, DECIDE),
        may_reject=is_open and policy.allowed(actor, DECIDE),
        **forms,
    )
