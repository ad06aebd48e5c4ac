"""Orders as the rooms above need them: many at once, in a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from shop.models import Order, OrderLine, ReversalLine
from shop.selectors.retail_margins import SOLD, Sold, retail_margins
from shop.values.orders import LineFacts, OrderFacts
from shop.values.reversals import ReversalFacts, ReversalLineFacts

# What an order tells under the name that OrderFacts has for it.
_HEAD = (
    "number", "origin", "external_reference", "state", "purpose", "buyer_member_id",
    "credited_member_id", "account_id", "placed_at", "paid_at", "delivered_at", "currency",
    "net_minor", "gross_minor", "kind", "payment_method", "credit_minor", "external_buyer",
)  # fmt: skip
_LINE = ("pk", "sku", "name", "quantity", "net_minor", "gross_minor", "pv_minor", "cv_minor")
_UNDONE = (
    "reversal__order", "reversal", "reversal__of_return", "reversal__at", "reversal__reason",
    "reversal__attributable_to_company", "order_line", "quantity", "gross_minor", "net_minor",
    "pv_minor", "cv_minor",
)  # fmt: skip


def order_facts(order_ids: Sequence[int]) -> list[OrderFacts]:
    """Return the facts of orders by rising id; ids that do not exist are left out."""
    wanted = set(order_ids)
    lines: dict[int, list[LineFacts]] = defaultdict(list)
    rows = OrderLine.objects.filter(order__in=wanted).order_by("order", "position")
    sold = list(rows.values_list("category", "order", *_LINE, *SOLD))
    own = 2 + len(_LINE)
    margins = retail_margins(Sold(*row[own:]) for row in sold)
    for category, order_id, *line in (row[:own] for row in sold):
        lines[order_id].append(LineFacts(*(*line, margins.get(line[0], 0), category)))
    heads = Order.objects.filter(pk__in=wanted).order_by("pk")
    undone = _reversals(wanted)
    return [
        OrderFacts(
            order_id=order_id,
            country=country or "",
            party=party or 0,
            lines=tuple(lines[order_id]),
            reversals=undone.get(order_id, ()),
            **dict(zip(_HEAD, head, strict=True)),
        )
        for order_id, country, party, *head in heads.values_list(
            "pk", "channel__country", "party__number", *_HEAD
        )
    ]


def arrivals(order_ids: Iterable[int]) -> Mapping[int, datetime]:
    """Return when orders had arrived, in one statement; those that have not are left out."""
    rows = Order.objects.filter(pk__in=set(order_ids)).values_list("pk", "delivered_at")
    return {order_id: at for order_id, at in rows if at is not None}


def order_numbers(order_ids: Iterable[int]) -> dict[int, str]:
    """Return the numbers of orders, in one statement; ids that do not exist are left out."""
    return dict(Order.objects.filter(pk__in=set(order_ids)).values_list("pk", "number"))


def _reversals(order_ids: set[int]) -> dict[int, tuple[ReversalFacts, ...]]:
    undone = ReversalLine.objects.filter(reversal__order__in=order_ids)
    rows = undone.order_by("reversal__order", "reversal", "pk").values_list(*_UNDONE)
    found: dict[int, list[ReversalFacts]] = defaultdict(list)
    for head, parts in groupby(rows, key=lambda row: row[:6]):
        order_id, reversal_id, return_id, at, reason, theirs = head
        pieces = tuple(ReversalLineFacts(*part[6:]) for part in parts)
        undone_now = ReversalFacts(reversal_id, return_id, at, reason, theirs, pieces)
        found[order_id].append(undone_now)
    return {order_id: tuple(facts) for order_id, facts in found.items()}
