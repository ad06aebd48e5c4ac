"""The page of a party for its guests, and the credit of its hostess in the cart."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

import network.public as network
import shop.public as shop
from storefront.forms.parties import CreditCodeForm
from storefront.pages import page, show
from storefront.visits import Visit, VisitRequest


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def party_guest(request: VisitRequest, code: str) -> HttpResponse:
    """Show a party to whoever has its link; its orders belong to it from the button on."""
    visit = request.visit
    found = shop.party_card(code=code)
    may_order = found.state == "open" and not visit.is_partner
    if request.method == "POST" and may_order:
        visit.choose_country(_country(visit, found.channel))
        visit.join_party(found)
        messages.success(request, _("What you order now belongs to this party."))
        return redirect("storefront:products")
    consultant = network.member_card(found.member_id)
    return show(request, "shop/party.html", party=found, consultant=consultant, may_order=may_order)


@require_POST
@page()
def leave_party(request: VisitRequest) -> HttpResponse:
    """Order without the party after all."""
    request.visit.leave_party()
    messages.success(request, _("Your order no longer belongs to the party."))
    return redirect("storefront:cart")


@require_POST
@page()
def use_credit(request: VisitRequest) -> HttpResponse:
    """Let a hostess' credit pay for the cart."""
    visit, form = request.visit, CreditCodeForm(request.POST)
    token = visit.cart_token
    if token is None:
        return redirect("storefront:cart")
    if not form.is_valid():
        messages.error(request, _("Enter the code of your credit."))
        return redirect("storefront:cart")
    try:
        shop.use_credit_code(token=token, code=form.cleaned_data["code"], buyer=visit.buyer)
    except shop.NoSuchCredit as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Your credit pays for the goods in this cart."))
    return redirect("storefront:cart")


@require_POST
@page()
def leave_credit(request: VisitRequest) -> HttpResponse:
    """Pay the cart without the credit."""
    visit = request.visit
    if visit.cart_token is not None:
        shop.leave_credit_out(token=visit.cart_token, buyer=visit.buyer)
    return redirect("storefront:cart")


def _country(visit: Visit, channel: str) -> str:
    return next((card.country for card in visit.channels if card.slug == channel), "")
