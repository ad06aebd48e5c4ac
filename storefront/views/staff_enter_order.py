"""Orders that staff enter: phone orders, samples, gifts and replacements."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

import network.public as network
import shop.public as shop
from core import policy
from core.paging import PageRequest
from storefront.forms.checkout import address_initial
from storefront.forms.goods import rows_wanted
from storefront.forms.staff_order import StaffOrderForm
from storefront.pages import STAFF, page, show
from storefront.visits import Visit, VisitRequest

ENTER = "shop.enter_order"
SHOWN_PEOPLE = PageRequest(1, 10)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def enter_order(request: VisitRequest) -> HttpResponse:
    """Ask for whom and what; show what it costs; enter the order."""
    visit = request.visit
    policy.require(visit.actor, ENTER)
    channel, buyer = _channel(request), _buyer(request)
    form = _form(request, channel, buyer)
    quote: shop.StaffQuote | None = None
    asks_for_rows = "more" in request.POST
    if request.method == "POST" and not asks_for_rows and form.is_valid():
        account_id = buyer.account_id if buyer else None
        wish = form.order(channel.slug, visit.language, account_id)
        placed = _enter(request, form, wish)
        if placed is not None:
            _tell(request, placed)
            return redirect("storefront:staff_order", number=placed.number)
        if not form.errors:
            quote = form.carry_out(
                lambda: shop.quote_order(actor=visit.actor, order=wish, at=visit.at)
            )
    shows_errors = form.is_bound and not asks_for_rows and bool(form.errors)
    return show(
        request,
        "staff/enter_order.html",
        status=422 if shows_errors else 200,
        form=form,
        shows_errors=shows_errors,
        quote=quote,
        buyer=buyer,
        channel=channel,
        people=_people(request),
        query=request.GET.get("q", ""),
    )


def _channel(request: VisitRequest) -> shop.ChannelCard:
    country = request.GET.get("country", "")
    wanted = (card for card in request.visit.channels if card.country == country)
    return next(wanted, request.visit.channel)


def _buyer(request: VisitRequest) -> network.AccountCard | None:
    wish = request.GET.get("account", "")
    if not (wish.isascii() and wish.isdigit() and len(wish) < 10):
        return None
    policy.require(request.visit.actor, "network.see_account", account_id=int(wish))
    return network.account_card(int(wish))


def _people(request: VisitRequest) -> tuple[network.AccountRow, ...]:
    query = request.GET.get("q", "").strip()[:80]
    if not query:
        return ()
    return network.accounts_page(request.visit.actor, query=query, page=SHOWN_PEOPLE).items


def _form(
    request: VisitRequest, channel: shop.ChannelCard, buyer: network.AccountCard | None
) -> StaffOrderForm:
    visit = request.visit
    audience = _shopper(visit, channel, buyer)
    form = StaffOrderForm(
        request.POST or None, country=channel.country, initial=_initial(channel, buyer)
    )
    form.offer_goods(
        shop.goods_for_sale(shopper=audience, at=visit.at),
        channel.currency,
        visit.language,
        rows_wanted(request.POST),
    )
    shippings, payments = shop.ways_of_channel(shopper=audience, at=visit.at)
    form.offer_ways(shippings, payments, visit.language, channel.currency)
    return form


def _shopper(
    visit: Visit, channel: shop.ChannelCard, buyer: network.AccountCard | None
) -> shop.Shopper:
    account_id = buyer.account_id if buyer else None
    who = network.buyer_for(account_id, None, visit.today)
    return shop.Shopper(channel.slug, visit.language, who)


def _initial(channel: shop.ChannelCard, buyer: network.AccountCard | None) -> dict[str, Any]:
    fresh: dict[str, Any] = {"key": uuid4()}
    if buyer is None:
        return fresh
    book = network.addresses_of(buyer.account_id)
    there = [entry.address for entry in book if entry.address.country == channel.country]
    known = address_initial(shop.Contact(buyer.email, there[0])) if there else {"name": buyer.name}
    return {**fresh, **known, "email": buyer.email}


def _enter(
    request: VisitRequest, form: StaffOrderForm, wish: shop.StaffOrder
) -> shop.PlacedOrder | None:
    """Enter the order if its total was shown; else there is something to look at first."""
    shown = request.POST.get("shown_gross_minor", "")
    if "place" not in request.POST or not (shown.isascii() and shown.isdigit()):
        return None
    visit = request.visit
    return form.carry_out(
        lambda: shop.enter_order(
            actor=visit.actor,
            order=wish,
            key=form.cleaned_data["key"],
            at=visit.at,
            expected_gross_minor=int(shown),
        )
    )


def _tell(request: VisitRequest, placed: shop.PlacedOrder) -> None:
    if placed.payment_method != "card":
        messages.success(request, _("The order is entered."))
        return
    path = reverse("storefront:thanks", kwargs={"token": placed.payment_token})
    link = request.build_absolute_uri(path)
    text = _("The order is entered. Payment link for the customer:")
    messages.success(request, format_html('{} <a href="{}">{}</a>', text, link, link))
