"""Orders for staff: the list, and one order with everything about it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

import finance.public as finance
import shop.public as shop
from core import policy
from storefront.forms.orders import ArrivalForm, NoteForm
from storefront.pages import STAFF, page, page_request, show
from storefront.visits import Visit, VisitRequest
from storefront.wording import ORDER, ORDER_KIND, PLACED_VIA

LONGEST_QUERY = 40
OPEN_TO_SEND = ("paid", "in_delivery")
STATES = (("", _("All")), *((state, word) for state, (_tone, word) in ORDER.items()))
KINDS = (("", _("All")), *ORDER_KIND.items())
WAYS_IN = (("", _("All")), *PLACED_VIA.items())


@require_safe
@page(needs=STAFF)
def orders(request: VisitRequest) -> HttpResponse:
    """List orders by number, customer, state, kind, channel and day."""
    asked, visit = request.GET, request.visit
    wanted = shop.OrderQuery(
        query=asked.get("q", "").strip()[:LONGEST_QUERY],
        state=asked.get("state", ""),
        kind=asked.get("kind", ""),
        channel=asked.get("channel", ""),
        placed_via=asked.get("via", ""),
        placed_from=_midnight(visit, asked.get("from", ""), 0),
        placed_before=_midnight(visit, asked.get("until", ""), 1),
        sort=asked.get("sort", "-placed"),
    )
    found = shop.orders_page(actor=visit.actor, page=page_request(request), wanted=wanted)
    channels = [("", _("All")), *((card.slug, card.name) for card in shop.list_channels())]
    return show(
        request,
        "staff/orders.html",
        orders=found,
        sort=wanted.sort,
        states=STATES,
        kinds=KINDS,
        ways_in=WAYS_IN,
        channels=channels,
        first_day=asked.get("from", ""),
        last_day=asked.get("until", ""),
    )


@require_safe
@page(needs=STAFF)
def order(request: VisitRequest, number: str) -> HttpResponse:
    """Show an order with everything that became of it, and what can be done now."""
    visit = request.visit
    policy.require(visit.actor, "shop.list_orders")
    found = shop.order_for(actor=visit.actor, number=number)
    life = shop.order_life(order=found)
    return show(
        request,
        "staff/order.html",
        order=found,
        life=life,
        papers=finance.documents_of(f"order:{found.row.order_id}"),
        notes=shop.notes_of(actor=visit.actor, order=found),
        note_form=NoteForm(),
        arrival_form=ArrivalForm(initial={"arrived_on": visit.today.isoformat()}),
        may=_open_steps(visit, found, life),
    )


def _open_steps(visit: Visit, found: shop.OrderView, life: shop.OrderLife) -> dict[str, bool]:
    """Tell which buttons the order's state and the person's role allow."""
    state = found.row.state
    can_send = state in OPEN_TO_SEND and bool(life.outstanding)
    return {
        "send": can_send and policy.allowed(visit.actor, "shop.deliver_order"),
        "arrive": policy.allowed(visit.actor, "shop.deliver_order"),
        "cancel": (can_send or state == "placed")
        and policy.allowed(visit.actor, "shop.cancel_order"),
        "expect": bool(life.returnable) and policy.allowed(visit.actor, "shop.announce_return"),
        "see_refunds": policy.allowed(visit.actor, "shop.see_refunds"),
    }


def _midnight(visit: Visit, text: str, days_later: int) -> datetime | None:
    """Return the first moment of a day of the filter; nonsense is no wish."""
    try:
        day = date.fromisoformat(text) + timedelta(days=days_later)
    except (ValueError, OverflowError):
        return None
    return datetime.combine(day, time.min, visit.zone)
