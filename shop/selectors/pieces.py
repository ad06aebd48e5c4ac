"""How many pieces of an order's lines were sold, sent, cancelled and taken back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Sum

from shop.models import FulfillmentLine, OrderLine
from shop.rules.pieces import Row, Worth


def rows_of(order_id: int) -> list[Row]:
    """Return an order's lines by position, with what became of their pieces."""
    return rows_of_many([order_id]).get(order_id, [])


def rows_of_many(order_ids: Sequence[int]) -> dict[int, list[Row]]:
    """Return the lines of many orders; the statements do not depend on how many."""
    sent = _counted(FulfillmentLine.objects.filter(order_line__order__in=order_ids))
    found: dict[int, list[Row]] = {}
    lines = OrderLine.objects.filter(order__in=order_ids).order_by("order", "position")
    for line in lines:
        worth = Worth(line.gross_minor, line.net_minor, line.pv_minor, line.cv_minor)
        row = Row(line.pk, line.quantity, worth, sent=sent.get(line.pk, 0))
        found.setdefault(line.order_id, []).append(row)
    return found


def _counted(lines: object) -> dict[int, int]:
    rows = lines.values_list("order_line").annotate(pieces=Sum("quantity")).order_by()  # type: ignore[attr-defined]
    return dict(rows)
