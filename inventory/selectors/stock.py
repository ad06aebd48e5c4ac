"""What lies on the shelf and what of it is free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q

from core import policy
from core.paging import Page, PageRequest
from core.policy import Actor
from inventory.models import Stock


@dataclass(frozen=True, slots=True)
class StockRow:
    """One item's stock; available is what is not promised yet."""

    sku: str
    name: str
    on_hand: int
    reserved: int

    @property
    def available(self) -> int:
        """Return how many pieces can still be promised."""
        return self.on_hand - self.reserved


def available(skus: Iterable[str]) -> dict[str, int]:
    """Return how many pieces of each SKU are free, 0 for unknown ones; one statement."""
    wanted = set(skus)
    if not wanted:
        return {}
    rows = Stock.objects.filter(item__sku__in=wanted)
    free = dict(rows.values_list("item__sku", F("on_hand") - F("reserved")))
    return {sku: free.get(sku, 0) for sku in wanted}


def stock_page(*, actor: Actor, page: PageRequest, query: str = "") -> Page[StockRow]:
    """List items by SKU for staff; the query matches SKU and name.

    Raises: NotAllowed.
    """
    policy.require(actor, "inventory.see_stock")
    stocks = Stock.objects.order_by("item__sku")
    words = query.strip().replace("\x00", "")
    if words:
        stocks = stocks.filter(Q(item__sku__icontains=words) | Q(item__name__icontains=words))
    start, stop = page.bounds
    fields = ("item__sku", "item__name", "on_hand", "reserved")
    return page.page(StockRow(*row) for row in stocks.values_list(*fields)[start:stop])
