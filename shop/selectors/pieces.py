"""How many pieces of an order's lines were sold, sent, cancelled and taken back."""

from __future__ import annotations

from django.db.models import Q, QuerySet, Sum

from shop.models import FulfillmentLine, OrderLine, ReturnLine, ReversalLine
from shop.models.returns import OPEN_RETURNS
from shop.models.reversal import ReversalKind
from shop.rules.pieces import Row, Worth
from shop.values.deliveries import Picked

_CANCELLED = Q(reversal__kind=ReversalKind.CANCELLATION)


def rows_of(order_id: int) -> list[Row]:
    """Return an order's lines by position, with what became of their pieces."""
    sent = _counted(FulfillmentLine.objects.filter(order_line__order=order_id))
    undone = ReversalLine.objects.filter(order_line__order=order_id)
    cancelled, returned = _counted(undone.filter(_CANCELLED)), _counted(undone.exclude(_CANCELLED))
    return [
        Row(
            line.pk,
            line.quantity,
            Worth(line.gross_minor, line.net_minor, line.pv_minor, line.cv_minor),
            sent=sent.get(line.pk, 0),
            cancelled=cancelled.get(line.pk, 0),
            returned=returned.get(line.pk, 0),
        )
        for line in OrderLine.objects.filter(order=order_id).order_by("position")
    ]


def are_lines_of(order_id: int, lines: Picked) -> bool:
    """Tell whether every line that was picked is one of this order."""
    wanted = {line_id for line_id, _quantity in lines}
    return OrderLine.objects.filter(order=order_id, pk__in=wanted).count() == len(wanted)


def announced_of(order_id: int) -> dict[int, int]:
    """Return how many pieces of each line are in returns that nobody decided yet."""
    states = [str(state) for state in OPEN_RETURNS]
    lines = ReturnLine.objects.filter(of_return__order=order_id, of_return__state__in=states)
    return _counted(lines)


def _counted(
    lines: QuerySet[FulfillmentLine] | QuerySet[ReversalLine] | QuerySet[ReturnLine],
) -> dict[int, int]:
    rows = lines.values_list("order_line").annotate(pieces=Sum("quantity")).order_by()
    return dict(rows)
