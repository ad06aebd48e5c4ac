"""What others see, what was agreed to, one's own data as a file, closing the account."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

import network.public as network
import shop.public as shop
from core.paging import every_row
from storefront.forms.account import ClosingForm, ConsentForm, DownloadForm
from storefront.forms.refusing import RefusingForm
from storefront.pages import SIGNED_IN, page, show
from storefront.views.account import own_id
from storefront.views.security import with_password
from storefront.visits import VisitRequest


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=SIGNED_IN)
def privacy(request: VisitRequest) -> HttpResponse:
    """Show consents and their history; keep which ones shall hold."""
    visit, account_id = request.visit, own_id(request)
    if request.method != "POST":
        return _show(request)
    form = ConsentForm(request.POST)
    if form.is_valid():
        network.choose_consents(
            account_id=account_id, given=form.given(), actor=visit.actor, at=visit.at
        )
        messages.success(request, _("Your choice is saved."))
        return redirect("storefront:privacy")
    return _show(request)


@sensitive_post_parameters()
@require_POST
@page(needs=SIGNED_IN)
def download_data(request: VisitRequest) -> HttpResponse:
    """Hand out everything that is kept about the person, as JSON."""
    visit, form = request.visit, DownloadForm(request.POST)
    account = visit.account
    assert account is not None
    is_owner = form.submit(
        lambda: with_password(
            account.email,
            lambda: network.insist_on_password(
                account.account_id, form.cleaned_data["data_password"]
            ),
        )
    )
    if not is_owner:
        return _show(request, data_form=form)
    known = network.own_data(visit.actor, account.account_id, visit.at)
    text = json.dumps(
        {"made_at": visit.at.isoformat(), **known, "orders": _orders(request)},
        ensure_ascii=False,
        indent=2,
    )
    answer = HttpResponse(text, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@sensitive_post_parameters()
@require_POST
@page(needs=SIGNED_IN)
def close_account(request: VisitRequest) -> HttpResponse:
    """Mark that the account shall be closed."""
    visit, form = request.visit, ClosingForm(request.POST)
    account = visit.account
    assert account is not None
    is_marked = form.submit(
        lambda: with_password(
            account.email,
            lambda: network.ask_closing(
                account_id=account.account_id,
                password=form.cleaned_data["closing_password"],
                actor=visit.actor,
                at=visit.at,
            ),
        )
    )
    if not is_marked:
        return _show(request, closing_form=form)
    messages.success(request, _("We have your request to close the account and will confirm it."))
    return redirect("storefront:privacy")


@require_POST
@page(needs=SIGNED_IN)
def keep_account(request: VisitRequest) -> HttpResponse:
    """Take the wish to close the account back."""
    visit = request.visit
    network.keep_account(account_id=own_id(request), actor=visit.actor, at=visit.at)
    messages.success(request, _("Your account stays open."))
    return redirect("storefront:privacy")


def _show(
    request: VisitRequest,
    data_form: RefusingForm | None = None,
    closing_form: RefusingForm | None = None,
) -> HttpResponse:
    visit, account_id = request.visit, own_id(request)
    consents = network.own_consents(account_id)
    held = {entry.kind for entry in consents if entry.withdrawn_at is None}
    first = {
        "orders": network.ADVISOR_SEES_ORDERS in held,
        "contact": network.ADVISOR_SEES_CONTACT in held,
    }
    tried = data_form or closing_form
    return show(
        request,
        "people/privacy.html",
        status=tried.answer_status if tried else 200,
        tried=tried,
        form=ConsentForm(initial=first),
        data_form=data_form or DownloadForm(),
        closing_form=closing_form or ClosingForm(),
        consents=consents,
        details=network.account_details(visit.actor, account_id, visit.at),
        advisor=None if visit.is_partner else network.advisor_of(account_id),
    )


def _orders(request: VisitRequest) -> list[dict[str, object]]:
    rows = every_row(
        lambda page: shop.orders_of_account(
            actor=request.visit.actor, account_id=own_id(request), page=page
        )
    )
    return [
        {
            "number": row.number,
            "placed_at": row.placed_at.isoformat(),
            "state": row.state,
            "gross_minor": row.gross_minor,
            "currency": row.currency,
        }
        for row in rows
    ]
