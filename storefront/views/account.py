"""A customer's own pages."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

import network.public as network
import shop.public as shop
from storefront.pages import SIGNED_IN, page, page_request, show
from storefront.visits import VisitRequest


@require_safe
@page(needs=SIGNED_IN)
def account(request: VisitRequest) -> HttpResponse:
    """Show who is signed in and what was ordered."""
    visit = request.visit
    account_id = visit.actor.account_id
    assert account_id is not None
    credited_id = visit.buyer.credited_member_id
    advisor = network.member_card(credited_id) if credited_id and not visit.is_partner else None
    return show(
        request,
        "people/account.html",
        orders=shop.orders_of_account(
            actor=visit.actor, account_id=account_id, page=page_request(request)
        ),
        advisor=advisor,
    )


@require_safe
@page(needs=SIGNED_IN)
def order(request: VisitRequest, number: str) -> HttpResponse:
    """Show one order of one's own."""
    found = shop.order_for(actor=request.visit.actor, number=number)
    return show(request, "people/order.html", order=found)
