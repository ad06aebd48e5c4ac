"""The hosted page of the built-in test gateway: it stands in for a payment provider's site."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

import shop.public as shop
from storefront.pages import page, show
from storefront.visits import VisitRequest

PAY = "pay"


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def test_payment(request: VisitRequest, token: UUID) -> HttpResponse:
    """Show what is to be paid; either button sends the gateway's signed notice to the shop."""
    payment = shop.gateway_payment(token=token)
    if request.method == "POST":
        approve = request.POST.get("decision") == PAY
        shop.gateway_decide(token=token, approve=approve, at=request.visit.at)
        return redirect("storefront:thanks", token=token)
    return show(request, "payment/test.html", payment=payment)
