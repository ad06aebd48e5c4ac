"""What staff does with an order: send it, cancel it, expect it back, write a note."""

from __future__ import annotations

from datetime import date, datetime, time

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

import shop.public as shop
from core import policy
from storefront.forms.orders import ArrivalForm, NoteForm, ParcelForm, Piece, PiecesForm, UndoForm
from storefront.pages import STAFF, page, show
from storefront.visits import Visit, VisitRequest


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def send(request: VisitRequest, number: str) -> HttpResponse:
    """Send the order, or a part of it, in a parcel."""
    visit, found = request.visit, _order(request, number, "shop.deliver_order")
    lines = shop.order_life(order=found).lines
    form = ParcelForm(request.POST or None, pieces=_outstanding(lines))
    if request.method == "POST" and form.is_valid():
        sent = form.carry_out(lambda: _send(visit, found, form))
        if sent is not None:
            messages.success(request, _sent_words(sent))
            return redirect("storefront:staff_order", number=number)
    return _step_page(request, "staff/order_send.html", found, form)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def cancel(request: VisitRequest, number: str) -> HttpResponse:
    """Cancel what was not sent yet: all of it, or some pieces."""
    visit, found = request.visit, _order(request, number, "shop.cancel_order")
    lines = shop.order_life(order=found).lines
    is_paid = found.row.state != "placed"
    form = UndoForm(request.POST or None, pieces=_outstanding(lines) if is_paid else ())
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and form.carry_out(lambda: _cancel(visit, found, form, is_paid=is_paid)):
        messages.success(request, _("Cancelled. The goods are free again."))
        return redirect("storefront:staff_order", number=number)
    return _step_page(request, "staff/order_cancel.html", found, form, is_paid=is_paid)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def expect(request: VisitRequest, number: str) -> HttpResponse:
    """Expect goods back."""
    visit, found = request.visit, _order(request, number, "shop.announce_return")
    lines = shop.order_life(order=found).lines
    pieces = [Piece(one.line_id, one.name, one.returnable, 0) for one in lines if one.returnable]
    form = UndoForm(request.POST or None, pieces=pieces)
    if request.method == "POST" and form.is_valid():
        made = form.carry_out(lambda: _expect(visit, found, form))
        if made is not None:
            messages.success(request, _("Return %(number)s is expected.") % {"number": made.number})
            return redirect("storefront:staff_order", number=number)
    return _step_page(request, "staff/order_expect.html", found, form)


@require_POST
@page(needs=STAFF)
def note(request: VisitRequest, number: str) -> HttpResponse:
    """Write a note on an order."""
    visit, found = request.visit, _order(request, number, "shop.note_order")
    form = NoteForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    shop.note_order(order_id=found.row.order_id, text=text, actor=visit.actor, at=visit.at)
    return redirect("storefront:staff_order", number=number)


@require_POST
@page(needs=STAFF)
def arrived(request: VisitRequest, number: str, delivery_id: int) -> HttpResponse:
    """Write down when a parcel arrived."""
    visit, found = request.visit, _order(request, number, "shop.deliver_order")
    parcels = {one.delivery_id: one for one in shop.order_life(order=found).parcels}
    form = ArrivalForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Enter the day on which the parcel arrived."))
    elif delivery_id in parcels:
        left_at = parcels[delivery_id].shipped_at
        shop.confirm_arrival(
            delivery_id=delivery_id,
            actor=visit.actor,
            arrived_at=max(_end_of(visit, form.cleaned_data["arrived_on"]), left_at),
            at=visit.at,
        )
        messages.success(request, _("Noted. The withdrawal period runs from the last parcel on."))
    return redirect("storefront:staff_order", number=number)


def _order(request: VisitRequest, number: str, action: str) -> shop.OrderView:
    policy.require(request.visit.actor, action)
    return shop.order_for(actor=request.visit.actor, number=number)


def _outstanding(lines: tuple[shop.LineLife, ...]) -> list[Piece]:
    return [
        Piece(one.line_id, one.name, one.outstanding, one.outstanding)
        for one in lines
        if one.outstanding
    ]


def _step_page(
    request: VisitRequest, template: str, found: shop.OrderView, form: PiecesForm, **facts: object
) -> HttpResponse:
    status = 422 if form.errors else 200
    return show(request, template, status=status, order=found, form=form, **facts)


def _send(visit: Visit, found: shop.OrderView, form: ParcelForm) -> shop.Sent:
    data = form.cleaned_data
    day: date | None = data["delivered_on"]
    parcel = shop.NewParcel(
        lines=form.picked(),
        carrier=data["carrier"],
        tracking_number=data["tracking_number"],
        delivered_at=_end_of(visit, day) if day else None,
    )
    return shop.send_parcel(
        order_id=found.row.order_id, parcel=parcel, actor=visit.actor, at=visit.at
    )


def _cancel(visit: Visit, found: shop.OrderView, form: UndoForm, *, is_paid: bool) -> bool:
    data, order_id = form.cleaned_data, found.row.order_id
    if not is_paid:
        shop.cancel_unpaid_order(
            order_id=order_id, actor=visit.actor, reason=data["reason"], at=visit.at
        )
        return True
    cancellation = shop.Cancellation(
        data["reason"], data["note"], form.whose_doing(), form.picked()
    )
    shop.cancel_paid_order(
        order_id=order_id, cancellation=cancellation, actor=visit.actor, at=visit.at
    )
    return True


def _expect(visit: Visit, found: shop.OrderView, form: UndoForm) -> shop.Announced:
    data = form.cleaned_data
    new = shop.NewReturn(data["reason"], data["note"], form.whose_doing(), form.picked())
    return shop.announce_return(
        order_id=found.row.order_id, new=new, actor=visit.actor, at=visit.at
    )


def _sent_words(sent: shop.Sent) -> str:
    if sent.is_last:
        return _("Sent. Nothing of this order is left to send.")
    return _("Sent. The rest of the order is still to be sent.")


def _end_of(visit: Visit, day: date) -> datetime:
    """Return the end of a day, or right now when that day is today."""
    return visit.at if day == visit.today else datetime.combine(day, time.max, visit.zone)
