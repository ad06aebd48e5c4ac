"""The country one shops in: its prices, taxes and ways of delivery."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

import shop.public as shop
from core.addresses import country_name
from storefront.pages import page
from storefront.views.cart import count_again
from storefront.visits import Visit, VisitRequest


@require_POST
@page()
def set_country(request: VisitRequest) -> HttpResponse:
    """Shop in another country; the cart moves along."""
    visit, country = request.visit, request.POST.get("country", "")
    before = visit.channel
    channel = visit.choose_country(country)
    if channel is None:
        messages.error(request, _("We do not deliver to this country."))
    elif channel != before:
        _take_cart_along(visit, channel)
        text = _("Prices and delivery are those of %(country)s now.")
        messages.success(request, text % {"country": country_name(channel.country)})
    return redirect(_way_back(request))


def _take_cart_along(visit: Visit, channel: shop.ChannelCard) -> None:
    token = visit.cart_token
    if token is None:
        return
    try:
        shop.move_cart(token=token, channel=channel.slug, buyer=visit.buyer)
    except (shop.CartNotFound, shop.CartIsOrdered):
        visit.forget_cart()
    else:
        count_again(visit, token)


def _way_back(request: VisitRequest) -> str:
    wish = request.POST.get("next", "")
    return wish if url_has_allowed_host_and_scheme(wish, {request.get_host()}) else "/"
