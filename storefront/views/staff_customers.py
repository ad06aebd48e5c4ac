"""Logins for staff: the list, one account, and whose customer it is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import network.public as network
import shop.public as shop
from core import audit, policy
from core.paging import PageRequest
from storefront.forms.members import CreditForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import Visit, VisitRequest

FIRST_TEN = PageRequest(1, 10)


@require_safe
@page(needs=STAFF)
def accounts(request: VisitRequest) -> HttpResponse:
    """List logins: found by number, e-mail or name."""
    visit, given = request.visit, request.GET
    found = network.accounts_page(
        visit.actor,
        query=given.get("q", ""),
        audience=given.get("audience", ""),
        page=page_request(request),
    )
    every = ("", _("All"))
    kinds = [every, ("customer", _("Customers")), ("partner", _("Partners"))]
    return show(request, "staff/accounts.html", accounts=found, audiences=kinds)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def account(request: VisitRequest, account_id: int) -> HttpResponse:
    """Show a login with its orders and credits; change whose customer it is."""
    visit = request.visit
    policy.require(visit.actor, "network.see_accounts", account_id=account_id)
    card = network.account_card(account_id)
    may_credit = card.member_id is None and policy.allowed(
        visit.actor, "network.change_credit", account_id=account_id
    )
    form = CreditForm(request.POST or None, initial={"valid_from": visit.today.isoformat()})
    if request.method == "POST":
        policy.require(visit.actor, "network.change_credit", account_id=account_id)
        if form.is_valid() and form.carry_out(lambda: _credit(visit, account_id, form)):
            messages.success(request, _("Noted. Orders from that day on count for this partner."))
            return redirect("storefront:staff_account", account_id=account_id)
    else:
        audit.record(
            actor=visit.actor,
            action="network.see_account",
            subject=f"account:{account_id}",
            at=visit.at,
        )
    credits = network.credit_history(visit.actor, account_id)
    sees_orders = policy.allowed(visit.actor, "shop.list_own_orders", account_id=account_id)
    return show(
        request,
        "staff/account.html",
        status=422 if form.errors else 200,
        account=card,
        credits=credits,
        people=network.member_cards({span.member_id for span in credits}),
        who=network.actor_names(span.actor for span in credits),
        orders=_orders(visit, account_id) if sees_orders else None,
        consents=network.consents_of(visit.actor, account_id),
        form=form,
        may_credit=may_credit,
    )


def _credit(visit: Visit, account_id: int, form: CreditForm) -> bool:
    data = form.cleaned_data
    network.change_credit(
        account_id=account_id,
        sponsor_code=data["code"],
        valid_from=data["valid_from"],
        reason=data["reason"],
        actor=visit.actor,
        at=visit.at,
    )
    return True


def _orders(visit: Visit, account_id: int) -> object:
    return shop.orders_of_account(actor=visit.actor, account_id=account_id, page=FIRST_TEN)
