"""What lies on the shelf and what of it is free."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q

from core import policy
from core.paging import Page, PageRequest
from core.policy import Actor
from inventory.models import Stock, StockMovement
from inventory.models.item import MovementKind
from inventory.services.known_items import ids_of


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


@dataclass(frozen=True, slots=True)
class MovementRow:
    """Pieces that came (positive) or went (negative), when and by whom."""

    sku: str
    name: str
    kind: str
    quantity: int
    reference: str
    reason: str
    actor: str
    at: datetime


_SORTS = {"sku": "item__sku", "name": "item__name", "on_hand": "on_hand", "available": "free"}
_SIGNS = {
    MovementKind.RECEIPT: 1, MovementKind.RETURN: 1, MovementKind.FOUND: 1,
    MovementKind.SHIPMENT: -1, MovementKind.SCRAP: -1, MovementKind.LOST: -1,
}  # fmt: skip


def available(skus: Iterable[str]) -> dict[str, int]:
    """Return how many pieces of each SKU are free, 0 for unknown ones; one statement."""
    wanted = set(skus)
    if not wanted:
        return {}
    rows = Stock.objects.filter(item__sku__in=wanted)
    free = dict(rows.values_list("item__sku", F("on_hand") - F("reserved")))
    return {sku: free.get(sku, 0) for sku in wanted}


def stock_page(
    *, actor: Actor, page: PageRequest, query: str = "", sort: str = "sku"
) -> Page[StockRow]:
    """List items for staff; the query matches SKU and name.

    `sort` is one of "sku", "name", "on_hand", "available", downwards with a "-" before it.

    Raises: NotAllowed.
    """
    policy.require(actor, "inventory.see_stock")
    column = _SORTS.get(sort.removeprefix("-"), "item__sku")
    order = F(column).desc() if sort.startswith("-") else F(column).asc()
    free = F("on_hand") - F("reserved")
    stocks = Stock.objects.annotate(free=free).order_by(order, "item__sku")
    words = query.strip().replace("\x00", "")
    if words:
        stocks = stocks.filter(Q(item__sku__icontains=words) | Q(item__name__icontains=words))
    start, stop = page.bounds
    fields = ("item__sku", "item__name", "on_hand", "reserved")
    rows = stocks.values_list(*fields)[start:stop]
    return page.page(StockRow(*row) for row in rows)


def stock_of(*, actor: Actor, sku: str) -> StockRow:
    """Return one item's stock.

    Raises: NotAllowed; UnknownItem.
    """
    policy.require(actor, "inventory.see_stock")
    item_id = ids_of([sku])[sku]
    fields = ("item__sku", "item__name", "on_hand", "reserved")
    return StockRow(*Stock.objects.filter(item=item_id).values_list(*fields).get())


def movements_page(
    *, actor: Actor, page: PageRequest, sku: str = "", kind: str = ""
) -> Page[MovementRow]:
    """List what came and went, newest first, of one item or of all.

    Raises: NotAllowed.
    """
    policy.require(actor, "inventory.see_stock")
    rows = StockMovement.objects.order_by("-pk")
    if sku:
        rows = rows.filter(item__sku=sku.replace("\x00", ""))
    if kind:
        rows = rows.filter(kind=kind.replace("\x00", ""))
    start, stop = page.bounds
    fields = ("item__sku", "item__name", "kind", "quantity", "reference", "reason", "actor", "at")
    return page.page(
        MovementRow(sku, name, kind, _SIGNS[kind] * quantity, *rest)
        for sku, name, kind, quantity, *rest in rows.values_list(*fields)[start:stop]
    )
