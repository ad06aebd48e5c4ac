"""Incoming payments: record transfers, say which order they are for, note what was sent back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

import shop.public as shop
from core import policy
from core.money import format_money
from storefront.forms.transfers import AssignForm, GiveBackForm, TransferForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import Visit, VisitRequest

RECORD = "shop.record_incoming_payment"
KINDS = (
    ("", gettext_lazy("All")),
    ("unmatched", gettext_lazy("Without an order")),
    ("surplus", gettext_lazy("To be sent back")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def transfers(request: VisitRequest) -> HttpResponse:
    """List what came in; record another transfer."""
    visit = request.visit
    found = shop.incoming_page(
        actor=visit.actor, page=page_request(request), show=request.GET.get("show", "")
    )
    form = TransferForm(request.POST or None, initial={"booked_on": visit.today.isoformat()})
    if request.method == "POST" and form.is_valid():
        result = form.carry_out(lambda: _record(visit, form))
        if result is not None:
            _tell(request, result)
            return redirect("storefront:staff_transfers")
    return show(
        request,
        "staff/transfers.html",
        status=422 if form.errors else 200,
        transfers=found,
        form=form,
        kinds=KINDS,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def transfer(request: VisitRequest, incoming_id: int) -> HttpResponse:
    """Show one transfer; say which order it is for."""
    visit = request.visit
    row = shop.incoming_payment(actor=visit.actor, incoming_id=incoming_id)
    form = AssignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["order_number"]
        result = form.carry_out(
            lambda: shop.assign_incoming(
                actor=visit.actor, incoming_id=incoming_id, order_number=number, at=visit.at
            )
        )
        if result is not None:
            _tell(request, result)
            return redirect("storefront:staff_transfers")
    return _transfer_page(request, row, assign=form)


@require_http_methods(["POST"])
@page(needs=STAFF)
def give_back(request: VisitRequest, incoming_id: int) -> HttpResponse:
    """Note that what was left over was sent back."""
    visit = request.visit
    row = shop.incoming_payment(actor=visit.actor, incoming_id=incoming_id)
    policy.require(visit.actor, RECORD)
    form = GiveBackForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        done = form.carry_out(
            lambda: shop.give_back_incoming(
                actor=visit.actor, incoming_id=incoming_id, at=visit.at, **data
            )
        )
        if done:
            text = _("Noted: %(amount)s was sent back.")
            messages.success(request, text % {"amount": _money(visit, done, row.currency)})
            return redirect("storefront:staff_transfers")
    return _transfer_page(request, row, back=form)


def _transfer_page(
    request: VisitRequest,
    row: shop.IncomingRow,
    *,
    assign: AssignForm | None = None,
    back: GiveBackForm | None = None,
) -> HttpResponse:
    assign = assign or AssignForm()
    back = back or GiveBackForm(initial={"returned_on": request.visit.today.isoformat()})
    status = 422 if assign.errors or back.errors else 200
    return show(request, "staff/transfer.html", status=status, row=row, assign=assign, back=back)


def _record(visit: Visit, form: TransferForm) -> shop.TransferResult:
    transfer = form.transfer(visit.company.currency)
    return shop.record_incoming(actor=visit.actor, transfer=transfer, at=visit.at)


def _tell(request: VisitRequest, result: shop.TransferResult) -> None:
    visit = request.visit
    amount = _money(visit, result.open_minor or result.surplus_minor, visit.company.currency)
    facts = {"number": result.order_number, "amount": amount}
    texts = {
        "paid": _("Order %(number)s is paid."),
        "partial": _("For order %(number)s, %(amount)s is still missing."),
        "surplus": _("Order %(number)s is paid; %(amount)s is left over and has to be sent back."),
        "unmatched": _("Kept. No order was found: say which one it is for."),
    }
    said = texts[result.outcome] % facts
    if result.repeated:
        messages.info(request, f"{_('This transfer was recorded before.')} {said}")
    elif result.outcome == "paid":
        messages.success(request, said)
    else:
        messages.warning(request, said)


def _money(visit: Visit, minor: int, currency: str) -> str:
    return format_money(minor, currency, visit.language)
