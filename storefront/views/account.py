"""A person's own pages: the first one."""

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
    """Show who is signed in, what was ordered, who advises, and what waits for an answer."""
    visit = request.visit
    account_id = own_id(request)
    answers = network.application_answers(account_id)
    carts = shop.carts_waiting_for(actor=visit.actor, account_id=account_id, at=visit.at)
    preparers = network.member_cards({cart.member_id for cart in carts})
    return show(
        request,
        "people/account.html",
        orders=shop.orders_of_account(
            actor=visit.actor, account_id=account_id, page=page_request(request, 10)
        ),
        details=network.account_details(visit.actor, account_id, visit.at),
        advisor=None if visit.is_partner else network.advisor_of(account_id),
        addresses=network.addresses_of(account_id),
        has_begun=answers.has_details,
        carts=[(cart, preparers[cart.member_id]) for cart in carts],
    )


def own_id(request: VisitRequest) -> int:
    """Return the account of whoever is signed in; the page has seen to that."""
    account_id = request.visit.actor.account_id
    assert account_id is not None
    return account_id
