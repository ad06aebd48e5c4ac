"""The cart: look at it, add, change, take out."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

import shop.public as shop
from storefront.forms.shop import AddToCartForm, QuantityForm
from storefront.pages import page, show
from storefront.views.catalogue import product_facts
from storefront.visits import Visit, VisitRequest


@require_safe
@page()
def cart(request: VisitRequest) -> HttpResponse:
    """Show the cart at today's prices."""
    return show(request, "shop/cart.html", cart=open_cart(request.visit))


@require_POST
@page()
def add(request: VisitRequest, slug: str) -> HttpResponse:
    """Put pieces of a variant into the cart."""
    visit, form = request.visit, AddToCartForm(request.POST)
    if form.is_valid():
        token = form.carry_out(
            lambda: shop.add_to_cart(
                token=_token_of_open_cart(visit),
                sku=form.cleaned_data["sku"],
                quantity=form.cleaned_data["quantity"],
                shopper=visit.shopper,
                at=visit.at,
            )
        )
        if token is not None:
            filled = shop.cart(token=token, shopper=visit.shopper, at=visit.at)
            visit.remember_cart(token, filled.quantity)
            messages.success(request, _added())
            return redirect("storefront:product", slug=slug)
    detail = shop.product_detail(shopper=visit.shopper, slug=slug, at=visit.at)
    return show(request, "shop/product.html", status=422, **product_facts(detail, form))


@require_POST
@page()
def change(request: VisitRequest, line_id: int) -> HttpResponse:
    """Set how many pieces a line holds."""
    visit, form = request.visit, QuantityForm(request.POST)
    token = visit.cart_token
    if token is None:
        return redirect("storefront:cart")
    if not form.is_valid():
        reason = _("Enter a whole number from 1 to 999. To take something out, use “Remove”.")
        messages.error(request, reason)
        return redirect("storefront:cart")
    quantity = form.cleaned_data["quantity"]
    shop.set_quantity(token=token, line_id=line_id, quantity=quantity, buyer=visit.buyer)
    return _back_to_cart(visit)


@require_POST
@page()
def remove(request: VisitRequest, line_id: int) -> HttpResponse:
    """Take a line out."""
    visit = request.visit
    if visit.cart_token is not None:
        shop.remove_line(token=visit.cart_token, line_id=line_id, buyer=visit.buyer)
    return _back_to_cart(visit)


def open_cart(visit: Visit) -> shop.Cart | None:
    """Return this visit's cart; one that was ordered or is gone is forgotten."""
    if visit.cart_token is None:
        return None
    try:
        found = shop.cart(token=visit.cart_token, shopper=visit.shopper, at=visit.at)
    except shop.CartNotFound:
        visit.forget_cart()
        return None
    if found.order_number is not None:
        visit.forget_cart()
        return None
    visit.remember_cart(found.token, found.quantity)
    return found


def _token_of_open_cart(visit: Visit) -> UUID | None:
    found = open_cart(visit)
    return found.token if found is not None else None


def _added() -> str:
    link = reverse("storefront:cart")
    text = _("It is in your cart.")
    return format_html('{} <a href="{}">{}</a>', text, link, _("Go to the cart"))


def _back_to_cart(visit: Visit) -> HttpResponse:
    open_cart(visit)
    return redirect("storefront:cart")
