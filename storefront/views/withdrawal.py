"""The withdrawal function: one page to state it, one that acknowledges it. No sign-in is needed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

import shop.public as shop
from storefront.attempts import WITHDRAWALS, visitor
from storefront.forms.orders import Piece
from storefront.forms.withdrawal import WithdrawForm
from storefront.pages import page, show
from storefront.visits import Visit, VisitRequest


@require_http_methods(["GET", "HEAD", "POST"])
@page()
def withdraw(request: VisitRequest) -> HttpResponse:
    """Ask for name, order number and e-mail; the button is the statement."""
    visit = request.visit
    link = request.GET.get("order", "")
    found = _order_of(link)
    form = WithdrawForm(request.POST or None, pieces=_pieces(found), initial=_known(visit, found))
    if request.method == "POST" and form.is_valid():
        sender = shop.Sender(
            key=form.key_or_new(),
            language=visit.language,
            account_id=visit.actor.account_id,
            link=link,
            is_one_of_many=WITHDRAWALS.is_used_up(visitor(request)),
        )
        received = form.carry_out(
            lambda: shop.withdraw(statement=form.statement(), sender=sender, at=visit.at)
        )
        if received is not None:
            WITHDRAWALS.use(visitor(request))
            return redirect("storefront:withdrawn", token=received.token)
    status = 422 if form.errors else 200
    return show(request, "shop/withdraw.html", status=status, form=form, order=found)


@require_safe
@page()
def withdrawn(request: VisitRequest, token: UUID) -> HttpResponse:
    """Acknowledge a statement: what it says and when it came in."""
    statement = shop.withdrawal_by_token(token=token)
    return show(request, "shop/withdrawn.html", statement=statement)


def _order_of(link: str) -> shop.OrderView | None:
    try:
        return shop.order_by_link(link=link) if link else None
    except shop.OrderNotFound:
        return None


def _pieces(found: shop.OrderView | None) -> list[Piece]:
    if found is None:
        return []
    lines = shop.order_life(order=found).lines
    left = ((line, line.outstanding + line.returnable) for line in lines)
    pieces = [Piece(line.line_id, line.name, most, most) for line, most in left if most]
    return pieces if len(pieces) > 1 or any(piece.most > 1 for piece in pieces) else []


def _known(visit: Visit, found: shop.OrderView | None) -> dict[str, str]:
    """Return what need not be typed again; it can be changed."""
    known: dict[str, str] = {}
    if visit.account is not None:
        known = {"name": visit.account.name, "email": visit.account.email}
    if found is not None and found.contact is not None:
        known = {"name": found.contact.name, "email": found.contact.email}
    if found is not None:
        known["order_number"] = found.row.number
    return known
