"""Parties in the partner office: planned, looked at, closed, called off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import network.public as network
import shop.public as shop
from core.money import format_money
from storefront.forms.parties import PartyForm
from storefront.pages import TEAM, page, page_request, show
from storefront.qr import qr_svg
from storefront.views.office import member_of
from storefront.views.prepared import MOST_CUSTOMERS
from storefront.visits import VisitRequest


@require_safe
@page(needs=TEAM)
def parties(request: VisitRequest) -> HttpResponse:
    """List this partner's parties."""
    visit = request.visit
    found = shop.parties_page(
        actor=visit.actor, member_id=member_of(visit), page=page_request(request)
    )
    return show(request, "office/parties.html", parties=found)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=TEAM)
def plan(request: VisitRequest) -> HttpResponse:
    """Plan a party."""
    visit = request.visit
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        wish = form.wish(visit.channel.slug, visit.language)
        number = form.carry_out(lambda: shop.plan_party(actor=visit.actor, wish=wish, at=visit.at))
        if number is not None:
            messages.success(request, _("The party is planned. Pass its link on to your guests."))
            return redirect("storefront:party", number=number)
    return show(request, "office/plan_party.html", status=422 if form.errors else 200, form=form)


@require_safe
@page(needs=TEAM)
def party(request: VisitRequest, number: int) -> HttpResponse:
    """Show a party: its link, what guests have ordered, what the hostess gets."""
    visit = request.visit
    found = shop.party_view(actor=visit.actor, number=number, at=visit.at)
    path = reverse("storefront:party_guest", kwargs={"code": found.card.code})
    link = request.build_absolute_uri(path)
    return show(request, "office/party.html", party=found, link=link, qr=qr_svg(link))


@require_POST
@page(needs=TEAM)
def close(request: VisitRequest, number: int) -> HttpResponse:
    """Close a party; the hostess gets her credit."""
    visit = request.visit
    done = shop.close_party(actor=visit.actor, number=number, at=visit.at)
    text = _("The party is closed. It was too small for a credit.")
    if done.credit_minor:
        text = _("The party is closed. The hostess has a credit of %(amount)s.") % {
            "amount": format_money(done.credit_minor, done.currency, visit.language)
        }
    messages.success(request, text)
    return redirect("storefront:party", number=number)


@require_POST
@page(needs=TEAM)
def cancel(request: VisitRequest, number: int) -> HttpResponse:
    """Call a party off."""
    visit = request.visit
    shop.cancel_party(actor=visit.actor, number=number, at=visit.at)
    messages.success(request, _("The party is called off."))
    return redirect("storefront:parties")


def _form(request: VisitRequest) -> PartyForm:
    visit = request.visit
    member_id = member_of(visit)
    customers = network.customers_of(visit.actor, member_id, visit.today, page=MOST_CUSTOMERS).items
    return PartyForm(
        request.POST or None,
        customers=[(card.account_id, card.name) for card in customers],
        parties=shop.latest_parties(actor=visit.actor, member_id=member_id),
        initial={"booked_at": request.GET.get("booked_at", "")},
    )
