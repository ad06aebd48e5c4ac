"""The cart: look at it, add, change, take out and put back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

import shop.public as shop
from core.errors import Refusal
from storefront.forms.shop import AddToCartForm, QuantityForm
from storefront.pages import page, show
from storefront.views.catalogue import product_page
from storefront.visits import TakenOut, Visit, VisitRequest


@require_safe
@page()
def cart(request: VisitRequest) -> HttpResponse:
    """Show the cart at today's prices."""
    visit = request.visit
    found = open_cart(visit)
    return show(request, "shop/cart.html", cart=found, taken_out=visit.taken_out)


@require_POST
@page()
def add(request: VisitRequest, slug: str) -> HttpResponse:
    """Put pieces of a variant into the cart."""
    visit, form = request.visit, AddToCartForm(request.POST)
    if form.is_valid():
        sku, quantity = form.cleaned_data["sku"], form.cleaned_data["quantity"]
        token = form.carry_out(lambda: put_in(visit, sku, quantity))
        if token is not None:
            messages.success(request, _added(quantity))
            return redirect(_back_to_list(request) or reverse("storefront:product", args=[slug]))
    detail = shop.product_detail(shopper=visit.shopper, slug=slug, at=visit.at)
    facts = product_page(request, detail, form)
    return show(request, "shop/product.html", status=422, **facts)


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
    count_again(visit, token)
    return redirect("storefront:cart")


@require_POST
@page()
def remove(request: VisitRequest, line_id: int) -> HttpResponse:
    """Take a line out; it can be put back."""
    visit = request.visit
    found = open_cart(visit)
    if found is not None:
        taken = shop.remove_line(token=found.token, line_id=line_id, buyer=visit.buyer)
        names = {line.sku: line.product_name for line in found.lines}
        visit.remember_taken_out(TakenOut(taken.sku, taken.quantity, names[taken.sku]))
        count_again(visit, found.token)
    return redirect("storefront:cart")


@require_POST
@page()
def put_back(request: VisitRequest) -> HttpResponse:
    """Put back what was taken out last."""
    visit = request.visit
    taken = visit.taken_out
    if taken is not None:
        try:
            put_in(visit, taken.sku, taken.quantity)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        visit.remember_taken_out(None)
    return redirect("storefront:cart")


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


def put_in(visit: Visit, sku: str, quantity: int) -> UUID:
    """Add to this visit's cart, or to a new one where the old one is gone.

    Raises: what `shop.add_to_cart` raises, but CartNotFound.
    """

    def add_to(token: UUID | None) -> UUID:
        return shop.add_to_cart(
            token=token, sku=sku, quantity=quantity, shopper=visit.shopper, at=visit.at
        )

    try:
        token = add_to(visit.cart_token)
    except shop.CartNotFound:
        token = add_to(None)
    count_again(visit, token)
    return token


def _back_to_list(request: VisitRequest) -> str:
    """Return the list from which something was put into the cart, where the form names one."""
    wanted = request.POST.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else ""


def count_again(visit: Visit, token: UUID) -> None:
    """Keep how many pieces the header shows."""
    visit.remember_cart(token, shop.cart_quantity(token=token, buyer=visit.buyer))


def _added(quantity: int) -> str:
    text = ngettext("It is in your cart.", "%(count)s pieces are in your cart.", quantity)
    link, words = reverse("storefront:cart"), _("Go to the cart")
    return format_html('{} <a href="{}">{}</a>', text % {"count": quantity}, link, words)
