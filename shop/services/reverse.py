"""Write down what of an order is undone, with its exact worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shop.models import Order, Return, Reversal, ReversalLine, ShippingMethod
from shop.models.reversal import OF_THE_COMPANY, ReversalKind
from shop.rules.shipping import Parcel, Tariff, price_minor
from shop.rules.undoing import Shipping, Undone


@dataclass(frozen=True, slots=True)
class Why:
    """Why something is undone, and whose doing it is."""

    reason: str
    note: str
    attributable_to_company: bool


def why(reason: str, note: str, attributable_to_company: bool | None) -> Why:
    """Fill in whose doing it usually is, where nobody said."""
    usual = reason in OF_THE_COMPANY
    theirs = usual if attributable_to_company is None else attributable_to_company
    return Why(reason, note.strip()[:500], theirs)


def shipping_of(order: Order) -> Shipping:
    """Return what was paid for shipping, what was refunded of it, and the cheapest way's price."""
    refunded = order.reversals.filter(shipping_gross_minor__gt=0).values_list(
        "shipping_gross_minor", flat=True
    )
    paid = order.shipping_gross_minor
    return Shipping(paid, _standard_minor(order) if paid else 0, sum(refunded))


def write_reversal(
    order: Order,
    undone: Undone,
    reasons: Why,
    *,
    actor: str,
    at: datetime,
    of_return: Return | None = None,
) -> Reversal:
    """Store an undoing and its lines."""
    reversal = Reversal.objects.create(
        order=order,
        kind=ReversalKind.RETURN if of_return else ReversalKind.CANCELLATION,
        of_return=of_return,
        reason=reasons.reason,
        note=reasons.note,
        attributable_to_company=reasons.attributable_to_company,
        goods_gross_minor=undone.goods.gross_minor,
        shipping_gross_minor=undone.shipping_minor,
        actor=actor,
        at=at,
    )
    ReversalLine.objects.bulk_create(
        ReversalLine(
            reversal=reversal,
            order_line_id=line_id,
            quantity=quantity,
            gross_minor=worth.gross_minor,
            net_minor=worth.net_minor,
            tax_minor=worth.tax_minor,
            pv_minor=worth.pv_minor,
            cv_minor=worth.cv_minor,
        )
        for line_id, quantity, worth in undone.lines
    )
    return reversal


def _standard_minor(order: Order) -> int:
    """Return what the cheapest open way would have cost; the chosen one where none is open."""
    goods = order.gross_minor - order.shipping_gross_minor
    tariffs = ShippingMethod.objects.filter(channel=order.channel_id, is_open=True).values_list(
        "gross_minor", "free_from_minor", "max_weight_grams"
    )
    prices = [price_minor(Tariff(*tariff), Parcel(goods, 0)) for tariff in tariffs]
    return min(prices, default=order.shipping_gross_minor)
