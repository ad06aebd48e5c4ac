"""A buyer's own orders: by signing in, or as a guest by the signed link of a mail."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import finance.public as finance
import shop.public as shop
from storefront.forms.orders import Piece, RefundAccountForm, SendBackForm, SentBackForm
from storefront.pages import SIGNED_IN, page, show
from storefront.qr import transfer_svg
from storefront.visits import Visit, VisitRequest


@require_safe
@page(needs=SIGNED_IN)
def order(request: VisitRequest, number: str) -> HttpResponse:
    """Show one order of one's own; the page holds the buyer's key, so staff get their own page."""
    found = shop.order_for(actor=request.visit.actor, number=number)
    if found.row.account_id != request.visit.actor.account_id:
        return redirect("storefront:staff_order", number=number)
    return _order_page(request, found, link=shop.order_link(found.row.order_id), is_guest=False)


@require_safe
@page()
def order_by_link(request: VisitRequest, link: str) -> HttpResponse:
    """Show an order to whoever has the link of its mail."""
    found = shop.order_by_link(link=link)
    return _order_page(request, found, link=link, is_guest=not request.visit.is_signed_in)


@require_POST
@page()
def cancel(request: VisitRequest, link: str) -> HttpResponse:
    """Give up an order that is not paid."""
    visit, found = request.visit, shop.order_by_link(link=link)
    shop.cancel_unpaid_order(
        order_id=found.row.order_id, actor=visit.actor, reason="buyer", at=visit.at, link=link
    )
    messages.success(request, _("The order is cancelled. Nothing is to be paid."))
    return redirect("storefront:order_by_link", link=link)


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def send_back(request: VisitRequest, link: str) -> HttpResponse:
    """Send something back that is broken, damaged or wrong."""
    visit, found = request.visit, shop.order_by_link(link=link)
    life = shop.order_life(order=found)
    pieces = [Piece(line.line_id, line.name, line.returnable, 0) for line in life.lines]
    left = [piece for piece in pieces if piece.most]
    if not left:
        messages.info(request, _("Nothing of this order is left that could be sent back."))
        return redirect("storefront:order_by_link", link=link)
    form = SendBackForm(request.POST or None, pieces=left)
    if request.method == "POST" and form.is_valid():
        made = form.carry_out(lambda: _announce(visit, found, form, link))
        if made is not None:
            messages.success(request, _("Thank you. Please send the goods back now."))
            return redirect("storefront:order_by_link", link=link)
    status = 422 if form.errors else 200
    return show(request, "people/send_back.html", status=status, order=found, form=form, link=link)


@require_POST
@page()
def sent_back(request: VisitRequest, link: str, return_id: int) -> HttpResponse:
    """Prove that the goods are on their way back."""
    visit, found = request.visit, shop.order_by_link(link=link)
    life = shop.order_life(order=found)
    if return_id not in {one.row.return_id for one in life.returns}:
        raise shop.ReturnNotFound(_("There is no such return."))
    form = SentBackForm(request.POST)
    if form.is_valid() and form.carry_out(_proof(visit, form, return_id, link)):
        messages.success(request, _("Thank you. We refund without waiting for the parcel."))
    else:
        messages.error(request, _("Enter the parcel's number as it stands on the receipt."))
    return redirect("storefront:order_by_link", link=link)


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def refund_account(request: VisitRequest, link: str, refund_id: int) -> HttpResponse:
    """Ask where a refund by transfer shall go."""
    visit, found = request.visit, shop.order_by_link(link=link)
    refunds = shop.order_life(order=found).refunds
    refund = next((one for one in refunds if one.refund_id == refund_id), None)
    if refund is None:
        raise shop.RefundNotFound(_("There is no such refund."))
    initial = {"holder": found.contact.address.name} if found.contact else {}
    form = RefundAccountForm(request.POST or None, initial=initial)
    named = _account(visit, form, refund_id, link)
    if request.method == "POST" and form.is_valid() and form.carry_out(named):
        messages.success(request, _("Thank you. We transfer the money to this account."))
        return redirect("storefront:order_by_link", link=link)
    return show(
        request,
        "people/refund_account.html",
        status=422 if form.errors else 200,
        order=found,
        refund=refund,
        form=form,
        link=link,
    )


def _order_page(
    request: VisitRequest, found: shop.OrderView, *, link: str, is_guest: bool
) -> HttpResponse:
    visit, life = request.visit, shop.order_life(order=found)
    is_open = found.row.state == "placed"
    transfer = shop.prepayment_of(found.row.order_id) if is_open else None
    to_pay = transfer if transfer and transfer.open_minor else None
    return show(
        request,
        "people/order.html",
        order=found,
        life=life,
        link=link,
        is_guest=is_guest,
        papers=_papers(found),
        transfer=to_pay,
        qr=transfer_svg(to_pay) if to_pay else None,
        may_withdraw=found.row.state != "cancelled"
        and shop.period(life.deadline, visit.at) != shop.Period.OVER,
        sent_form=SentBackForm(),
    )


def _papers(found: shop.OrderView) -> tuple[finance.DocumentRow, ...]:
    return finance.documents_of(f"order:{found.row.order_id}")


def _announce(visit: Visit, found: shop.OrderView, form: SendBackForm, link: str) -> shop.Announced:
    data = form.cleaned_data
    new = shop.NewReturn(data["reason"], data["note"], lines=form.picked())
    return shop.announce_return(
        order_id=found.row.order_id, new=new, actor=visit.actor, at=visit.at, link=link
    )


def _proof(visit: Visit, form: SentBackForm, return_id: int, link: str) -> Callable[[], bool]:
    def prove() -> bool:
        shop.prove_dispatch(
            return_id=return_id, actor=visit.actor, at=visit.at, link=link, **form.cleaned_data
        )
        return True

    return prove


def _account(
    visit: Visit, form: RefundAccountForm, refund_id: int, link: str
) -> Callable[[], bool]:
    def name() -> bool:
        shop.name_refund_account(
            refund_id=refund_id, actor=visit.actor, at=visit.at, link=link, **form.cleaned_data
        )
        return True

    return name
