"""Withdrawals that people have to look at."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

import shop.public as shop
from core import policy
from storefront.forms.orders import Piece
from storefront.forms.withdrawal import CARRY_OUT, ReviewForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import Visit, VisitRequest

SHOWN = (("", gettext_lazy("To be looked at")), ("all", gettext_lazy("All")))


@require_safe
@page(needs=STAFF)
def withdrawals(request: VisitRequest) -> HttpResponse:
    """List statements, those first that nobody has looked at."""
    only_open = request.GET.get("show", "") != "all"
    found = shop.withdrawals_page(
        actor=request.visit.actor, page=page_request(request), only_open=only_open
    )
    return show(request, "staff/withdrawals.html", statements=found, shown=SHOWN)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def withdrawal(request: VisitRequest, withdrawal_id: int) -> HttpResponse:
    """Show a statement; carry it out after all, or leave it with a reason."""
    visit = request.visit
    policy.require(visit.actor, "shop.see_withdrawals")
    statement = shop.withdrawal_statement(withdrawal_id)
    form = ReviewForm(
        request.POST or None,
        pieces=_pieces(request, statement),
        initial={"order_number": statement.order_number},
    )
    if request.method == "POST" and form.is_valid():
        is_accepted = request.POST.get("decision") == CARRY_OUT
        if form.carry_out(_review(visit, form, withdrawal_id, is_accepted=is_accepted)):
            done, left = _("Carried out."), _("Noted. Nothing follows from it.")
            messages.success(request, done if is_accepted else left)
            return redirect("storefront:staff_withdrawals")
    is_open = statement.reviewed_at is None and statement.verdict not in _DONE
    return show(
        request,
        "staff/withdrawal.html",
        status=422 if form.errors else 200,
        statement=statement,
        form=form,
        may_review=is_open and policy.allowed(visit.actor, "shop.review_withdrawal"),
    )


_DONE = {"in_time", "open", "repeated"}


def _review(
    visit: Visit, form: ReviewForm, withdrawal_id: int, *, is_accepted: bool
) -> Callable[[], bool]:
    def review() -> bool:
        shop.review_withdrawal(
            withdrawal_id=withdrawal_id,
            review=form.review(is_accepted=is_accepted),
            actor=visit.actor,
            at=visit.at,
        )
        return True

    return review


def _pieces(request: VisitRequest, statement: shop.WithdrawalView) -> list[Piece]:
    """Return what may be undone of the order that is meant, at first what was stated."""
    number = statement.order_number.strip().lstrip("#").strip()
    if statement.order_id is None:
        number = request.POST.get("order_number", number).strip()
    try:
        found = shop.order_for(actor=request.visit.actor, number=number)
    except shop.OrderNotFound:
        return []
    stated = dict(statement.lines)
    return [
        Piece(line.line_id, line.name, most, _first(statement, stated.get(line.line_id, 0), most))
        for line in shop.order_life(order=found).lines
        if (most := line.outstanding + line.returnable)
    ]


def _first(statement: shop.WithdrawalView, stated: int, most: int) -> int:
    """Return what a line begins with; what was said in words is for a person to choose."""
    if statement.is_in_words:
        return 0
    return min(stated, most) if statement.lines else most
