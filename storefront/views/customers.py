"""A partner's customers and their orders: months and volumes, no goods, no addresses."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import network.public as network
import shop.public as shop
from core.periods import period_of
from storefront.pages import PARTNER, TEAM, page, page_request, show
from storefront.views.office import member_of
from storefront.visits import VisitRequest


@require_safe
@page(needs=TEAM)
def customers(request: VisitRequest) -> HttpResponse:
    """List the customers credited to this partner today, the newest first."""
    visit, member_id = request.visit, member_of(request.visit)
    query = request.GET.get("q", "").strip()[:80]
    found = network.customers_of(
        visit.actor, member_id, visit.today, query=query, page=page_request(request)
    )
    month = period_of(visit.today, "month")
    numbers = [card.account_id for card in found.items]
    bought = shop.purchases_of_customers(visit.actor, member_id, numbers, month.starts_on)
    return show(
        request,
        "office/customers.html",
        customers=found.map(lambda card: (card, bought.get(card.account_id))),
        query=query,
        period_key=month.key,
    )


@require_safe
@page(needs=PARTNER)
def orders(request: VisitRequest) -> HttpResponse:
    """List the orders that customers placed for this partner's credit, newest first."""
    visit, member_id = request.visit, member_of(request.visit)
    account = request.GET.get("customer", "")
    is_number = account.isascii() and account.isdigit() and len(account) <= 18
    account_id = int(account) if is_number else None
    found = shop.credited_orders(
        visit.actor, member_id, page_request(request), account_id=account_id
    )
    accounts = {row.account_id for row in found.items if row.account_id is not None}
    names = network.customer_names(member_id, list(accounts)) if not visit.actor.has_left else {}
    return show(
        request,
        "office/customer_orders.html",
        orders=found.map(lambda row: (row, _buyer(row, names))),
        name=names.get(account_id, "") if account_id is not None else "",
        is_one=account_id is not None,
    )


def _buyer(row: shop.CreditedOrder, names: dict[int, str]) -> str:
    """Return who ordered; without an account, or credited elsewhere at that time, no name."""
    if row.account_id is None:
        return _("Guest")
    return names.get(row.account_id) or _("Customer")
