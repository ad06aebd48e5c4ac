"""Checkout, and the page after it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

import shop.public as shop
from storefront.forms.shop import CheckoutForm
from storefront.pages import page, show
from storefront.views.cart import open_cart
from storefront.visits import Visit, VisitRequest


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def checkout(request: VisitRequest) -> HttpResponse:
    """Ask where the parcel goes, show everything once more, and order."""
    visit = request.visit
    cart = open_cart(visit)
    if cart is None or not cart.can_be_ordered:
        return redirect("storefront:cart")
    form = CheckoutForm(request.POST or None, initial=_known(visit))
    if request.method == "POST" and form.is_valid():
        placed = form.carry_out(lambda: _order(visit, cart, form))
        if placed is not None:
            visit.forget_cart()
            return redirect("storefront:test_payment", token=placed.payment_token)
    return show(
        request,
        "shop/checkout.html",
        status=422 if form.errors else 200,
        cart=cart,
        form=form,
        country=visit.channel.country,
    )


@require_safe
@page()
def thanks(request: VisitRequest, token: UUID) -> HttpResponse:
    """Confirm an order to whoever holds the token of its payment: all that a guest has."""
    return show(request, "shop/thanks.html", order=shop.order_of_payment(token=token))


def _known(visit: Visit) -> dict[str, str]:
    account = visit.account
    return {"name": account.name, "email": account.email} if account else {}


def _order(visit: Visit, cart: shop.Cart, form: CheckoutForm) -> shop.PlacedOrder:
    return shop.place_order(
        token=cart.token,
        contact=form.contact(visit.channel.country),
        choices=shop.Choices(cart.shipping_offers[0].code, "card", "own_use"),
        buyer=visit.buyer,
        at=visit.at,
        expected_gross_minor=form.cleaned_data["shown_gross_minor"],
    )
