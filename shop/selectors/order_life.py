"""What became of an order, for whoever was shown it."""

from __future__ import annotations

from shop.models import OrderLine
from shop.selectors.parcels import parcels_of
from shop.selectors.pieces import rows_of
from shop.values.order_life import LineLife, OrderLife
from shop.values.orders import OrderView


def order_life(*, order: OrderView) -> OrderLife:
    """Return what became of an order; having its view is the permission."""
    order_id = order.row.order_id
    return OrderLife(order_id=order_id, lines=_lines(order_id), parcels=parcels_of(order_id))


def _lines(order_id: int) -> tuple[LineLife, ...]:
    sold = OrderLine.objects.filter(order=order_id).values_list("pk", "sku", "name")
    named = {pk: (sku, name) for pk, sku, name in sold}
    return tuple(
        LineLife(
            row.line_id, *named[row.line_id], row.quantity, row.sent, row.cancelled, row.returned,
            row.outstanding,
        )
        for row in rows_of(order_id)
    )  # fmt: skip
