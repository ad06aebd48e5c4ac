"""Orders for staff: the list, one order, the parcel that arrived."""

from __future__ import annotations

from datetime import datetime, time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import shop.public as shop
from core import policy
from storefront.forms.office import DeliveryForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import Visit, VisitRequest

DELIVER = "shop.deliver_order"


@require_safe
@page(needs=STAFF)
def orders(request: VisitRequest) -> HttpResponse:
    """List all orders, newest first."""
    state, query = request.GET.get("state", ""), request.GET.get("q", "").strip()[:40]
    found = shop.orders_page(
        actor=request.visit.actor,
        page=page_request(request),
        wanted=shop.OrderQuery(query=query, state=state),
    )
    return show(request, "staff/orders.html", orders=found, state=state, query=query)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def order(request: VisitRequest, number: str) -> HttpResponse:
    """Show an order; a paid one can be marked delivered."""
    visit = request.visit
    policy.require(visit.actor, "shop.list_orders")
    found = shop.order_for(actor=visit.actor, number=number)
    form = DeliveryForm(request.POST or None, initial={"delivered_on": visit.today.isoformat()})
    if request.method == "POST" and form.is_valid():
        delivered = form.carry_out(lambda: _deliver(visit, found.row.order_id, form))
        if delivered:
            messages.success(request, _("Marked as delivered."))
            return redirect("storefront:staff_order", number=number)
    return show(
        request,
        "staff/order.html",
        status=422 if form.errors else 200,
        order=found,
        form=form,
        may_deliver=found.row.state == "paid" and policy.allowed(visit.actor, DELIVER),
    )


def _deliver(visit: Visit, order_id: int, form: DeliveryForm) -> bool:
    """Deliver at the end of the given day, or right now when that day is today."""
    day_end = datetime.combine(form.cleaned_data["delivered_on"], time.max, visit.zone)
    delivered_at = visit.at if form.cleaned_data["delivered_on"] == visit.today else day_end
    shop.deliver_order(order_id=order_id, actor=visit.actor, delivered_at=delivered_at, at=visit.at)
    return True
