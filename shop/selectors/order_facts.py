"""Orders as the rooms above need them: many at once, in two statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from shop.models import Order, OrderLine
from shop.values.orders import LineFacts, OrderFacts

_HEAD = (
    "pk", "number", "origin", "external_reference", "state", "purpose", "buyer_member",
    "credited_member", "account", "placed_at", "paid_at", "delivered_at", "currency",
    "net_minor", "gross_minor", "kind",
)  # fmt: skip
_LINE = ("pk", "sku", "name", "quantity", "net_minor", "gross_minor", "pv_minor", "cv_minor")


def order_facts(order_ids: Sequence[int]) -> list[OrderFacts]:
    """Return the facts of orders by rising id; ids that do not exist are left out."""
    wanted = set(order_ids)
    lines: dict[int, list[LineFacts]] = defaultdict(list)
    sold = OrderLine.objects.filter(order__in=wanted).order_by("order", "position")
    for order_id, *line in sold.values_list("order", *_LINE):
        lines[order_id].append(LineFacts(*line))
    heads = Order.objects.filter(pk__in=wanted).order_by("pk").values_list(*_HEAD)
    return [OrderFacts(*(*head, tuple(lines[head[0]]))) for head in heads]
