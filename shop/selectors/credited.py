"""What a partner may see of orders that count for it: number, month, volume, state; no more."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth

from core import policy
from core.paging import Page, PageRequest
from core.policy import Actor
from shop.models import Order, OrderLine
from shop.values.credited import CreditedOrder, CustomerPurchases


def credited_orders(
    actor: Actor, member_id: int, page: PageRequest, *, account_id: int | None = None
) -> Page[CreditedOrder]:
    """Return the orders of a member's customers, newest first; of one customer if named.

    Raises: NotAllowed.
    """
    policy.require(actor, "shop.see_credited_orders", member_id=member_id)
    orders = _of_customers(member_id)
    if account_id is not None:
        orders = orders.filter(account_id=account_id)
    volume = OrderLine.objects.filter(order=OuterRef("pk")).order_by().values("order")
    rows = (
        orders.annotate(
            month=TruncMonth("placed_at"),
            pv_minor=Subquery(volume.annotate(sum=Sum("pv_minor")).values("sum")),
        )
        .order_by("-pk")
        .values_list("number", "month", "pv_minor", "state", "account_id")
    )
    return page.page(
        CreditedOrder(number, f"{month:%Y-%m}", int(pv or 0), state, account)
        for number, month, pv, state, account in rows[slice(*page.bounds)]
    )


def purchases_of_customers(
    actor: Actor, member_id: int, account_ids: Collection[int], since: date
) -> dict[int, CustomerPurchases]:
    """Return of each customer the month of the last paid order and the volume since a day.

    Raises: NotAllowed.
    """
    policy.require(actor, "shop.see_credited_orders", member_id=member_id)
    paid = _of_customers(member_id).filter(account_id__in=account_ids, paid_at__isnull=False)
    rows = paid.order_by().values_list("account_id").annotate(last=TruncMonth(Max("paid_at")))
    recent = paid.filter(paid_at__date__gte=since).order_by().values_list("account_id")
    volumes = dict(recent.annotate(Sum("lines__pv_minor")))
    return {
        account: CustomerPurchases(f"{last:%Y-%m}", int(volumes.get(account) or 0))
        for account, last in rows
    }


def accounts_of_orders(order_ids: Collection[int]) -> dict[int, int | None]:
    """Return whose account each order was placed from; None for guests. The caller may know it."""
    rows = Order.objects.filter(pk__in=order_ids).order_by("pk")
    return dict(rows.values_list("pk", "account_id"))


def _of_customers(member_id: int) -> QuerySet[Order]:
    by_others = Q(buyer_member=None) | ~Q(buyer_member=F("credited_member"))
    return Order.objects.filter(by_others, credited_member_id=member_id)
