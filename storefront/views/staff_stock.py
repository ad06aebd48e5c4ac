"""The stock for staff: what lies there, goods that come in, counting, every movement."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import inventory.public as inventory
import shop.public as shop
from core import policy
from core.paging import Page
from storefront.forms.shelves import CountForm, ReceiptForm
from storefront.pages import STAFF, page, page_request, show, sort_request
from storefront.references import order_of_movement
from storefront.saving import status_of
from storefront.visits import VisitRequest
from storefront.wording import MOVEMENT

COLUMNS = ("sku", "name", "on_hand", "available")


@require_safe
@page(needs=STAFF)
def stock(request: VisitRequest) -> HttpResponse:
    """List what lies there and what of it is promised."""
    query, sort = request.GET.get("q", "").strip()[:80], sort_request(request, COLUMNS, "sku")
    found = inventory.stock_page(
        actor=request.visit.actor, page=page_request(request), query=query, sort=sort
    )
    return show(request, "staff/stock.html", stock=found, sort=sort)


@require_http_methods(["GET", "HEAD", "POST"])
@page(needs=STAFF)
def item(request: VisitRequest, sku: str) -> HttpResponse:
    """Show one item with its movements; take goods in, or set the stock right."""
    visit = request.visit
    row = inventory.stock_of(actor=visit.actor, sku=sku)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    receipt = ReceiptForm(request.POST if deed == "receive" else None)
    count = CountForm(request.POST if deed == "count" else None, initial={"listed": row.on_hand})
    if deed == "receive" and receipt.is_valid() and _received(request, row, receipt):
        return redirect("storefront:staff_item", sku=sku)
    if deed == "count" and count.is_valid() and _counted(request, row, count):
        return redirect("storefront:staff_item", sku=sku)
    moved = inventory.movements_page(actor=visit.actor, page=page_request(request), sku=row.sku)
    return show(
        request,
        "staff/item.html",
        status=status_of(receipt, count),
        row=row,
        receipt=receipt,
        count=count,
        movements=moved,
        numbers=_order_numbers(moved),
        may_receive=policy.allowed(visit.actor, "inventory.receive_stock"),
        may_correct=policy.allowed(visit.actor, "inventory.correct_stock"),
    )


@require_safe
@page(needs=STAFF)
def movements(request: VisitRequest) -> HttpResponse:
    """List everything that came and went."""
    kind = request.GET.get("kind", "")
    found = inventory.movements_page(
        actor=request.visit.actor, page=page_request(request), kind=kind
    )
    kinds = [("", _("All")), *((code, word) for code, (_tone, word) in MOVEMENT.items())]
    numbers = _order_numbers(found)
    return show(request, "staff/movements.html", movements=found, kinds=kinds, numbers=numbers)


def _order_numbers(found: Page[inventory.MovementRow]) -> dict[str, str]:
    told = ((row.reference, order_of_movement(row.reference)) for row in found.items)
    orders = {reference: order for reference, order in told if order is not None}
    numbers = shop.order_numbers(orders.values())
    return {reference: numbers[order] for reference, order in orders.items() if order in numbers}


def _received(request: VisitRequest, row: inventory.StockRow, form: ReceiptForm) -> bool:
    visit, said = request.visit, form.cleaned_data
    done = form.carry_out(
        lambda: inventory.receive_stock(
            actor=visit.actor, sku=row.sku, quantity=said["quantity"],
            reference=said["reference"], at=visit.at,
        )
    )  # fmt: skip
    if done is None:
        return False
    booked = _("Booked.") if done.is_new else _("This delivery note was booked before.")
    messages.success(request, booked)
    return True


def _counted(request: VisitRequest, row: inventory.StockRow, form: CountForm) -> bool:
    visit, said = request.visit, form.cleaned_data
    count = inventory.Count(row.sku, said["counted"], said["listed"], said["reason"])
    done = form.carry_out(
        lambda: inventory.correct_stock(actor=visit.actor, count=count, at=visit.at)
    )
    if done is None:
        return False
    messages.success(request, _("The stock is set right."))
    return True
