"""Carts that partners prepare, and the page on which customers take them over."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import network.public as network
import shop.public as shop
from core.paging import PageRequest
from storefront.forms.goods import initial_rows, rows_wanted
from storefront.forms.prepared import PreparedCartForm
from storefront.pages import TEAM, page, page_request, show
from storefront.views.cart import open_cart
from storefront.visits import Visit, VisitRequest

MOST_CUSTOMERS = PageRequest(1, 200)
CUSTOMER = network.Buyer(None, None, "customer", None)


@require_safe
@page(needs=TEAM)
def prepared_carts(request: VisitRequest) -> HttpResponse:
    """List what this partner prepared."""
    visit = request.visit
    found = shop.prepared_carts(
        actor=visit.actor, member_id=_own(visit), page=page_request(request), at=visit.at
    )
    return show(request, "office/prepared_carts.html", carts=found)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=TEAM)
def prepare(request: VisitRequest) -> HttpResponse:
    """Fill a cart for a customer."""
    visit = request.visit
    form = _form(request)
    asks_for_rows = "more" in request.POST
    if request.method == "POST" and not asks_for_rows and form.is_valid():
        wish = form.wish(visit.channel.slug, visit.language)
        token = form.carry_out(lambda: shop.prepare_cart(actor=visit.actor, wish=wish, at=visit.at))
        if token is not None:
            messages.success(request, _("The cart is ready. Your customer gets the link by mail."))
            return redirect("storefront:prepared_carts")
    shows_errors = form.is_bound and not asks_for_rows and bool(form.errors)
    return show(
        request,
        "office/prepare.html",
        status=422 if shows_errors else 200,
        form=form,
        shows_errors=shows_errors,
    )


@require_POST
@page(needs=TEAM)
def withdraw(request: VisitRequest, prepared_id: int) -> HttpResponse:
    """Take a prepared cart back."""
    visit = request.visit
    shop.withdraw_prepared_cart(actor=visit.actor, prepared_id=prepared_id, at=visit.at)
    messages.success(request, _("Taken back: the link opens nothing any more."))
    return redirect("storefront:prepared_carts")


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def take_over(request: VisitRequest, token: UUID) -> HttpResponse:
    """Show what a partner prepared; the customer changes quantities and goes to the checkout."""
    visit = request.visit
    found = shop.prepared_cart(token=token, at=visit.at)
    if request.method == "POST":
        taken = shop.take_prepared_cart(
            token=token, quantities=_quantities(request, found), buyer=visit.buyer, at=visit.at
        )
        visit.choose_country(_country(visit, found.channel))
        visit.take_over_cart(taken, shop.cart_quantity(token=taken, buyer=visit.buyer))
        return redirect("storefront:checkout")
    sponsor = network.member_card(found.member_id)
    return show(
        request,
        "shop/prepared.html",
        cart=found,
        sponsor=sponsor,
        may_order=found.state == "open" and not visit.is_partner,
    )


def _own(visit: Visit) -> int:
    assert visit.actor.member_id is not None
    return visit.actor.member_id


def _form(request: VisitRequest) -> PreparedCartForm:
    visit = request.visit
    customers = network.customers_of(
        visit.actor, _own(visit), visit.today, page=MOST_CUSTOMERS
    ).items
    own = open_cart(visit)
    lines = [(line.sku, line.quantity) for line in own.lines] if own else []
    asked = {name: request.GET.get(name, "") for name in ("customer", "party")}
    parties = shop.latest_parties(actor=visit.actor, member_id=_own(visit))
    form = PreparedCartForm(
        request.POST or None,
        customers=[(card.account_id, card.name) for card in customers],
        parties=[each for each in parties if each.state == "open"],
        initial={**asked, **initial_rows(lines)},
    )
    goods = shop.goods_for_sale(
        shopper=shop.Shopper(visit.channel.slug, visit.language, CUSTOMER), at=visit.at
    )
    rows = rows_wanted(request.POST) if request.POST else len(lines) + 1
    form.offer_goods(goods, visit.channel.currency, visit.language, rows)
    return form


def _quantities(request: VisitRequest, found: shop.PreparedCartView) -> dict[int, int]:
    """Read the quantities; what is no number stays as the partner suggested it."""
    wanted = {}
    for line in found.lines:
        text = request.POST.get(f"quantity_{line.line_id}", "").strip()
        if text.isascii() and text.isdigit() and len(text) < 6:
            wanted[line.line_id] = int(text)
    return wanted


def _country(visit: Visit, channel: str) -> str:
    return next((card.country for card in visit.channels if card.slug == channel), "")
