"""How templates write what became of an order."""

from __future__ import annotations

from django import template

from storefront.wording import (
    ORDER_KIND,
    ORDER_REASONS,
    PAYMENT_WAYS,
    PLACED_VIA,
    REFUND_METHOD,
)

register = template.Library()


@register.filter
def reason(code: str) -> str:
    """Write why something was undone; what somebody wrote stays as it is."""
    return str(ORDER_REASONS.get(code, code))


@register.filter
def order_kind(kind: str) -> str:
    """Write what kind of order it is."""
    return str(ORDER_KIND.get(kind, kind))


@register.filter
def placed_via(way: str) -> str:
    """Write by which way an order came in."""
    return str(PLACED_VIA.get(way, way))


@register.filter
def payment_way(method: str) -> str:
    """Write how an order is paid."""
    return str(PAYMENT_WAYS.get(method, method or "–"))


@register.filter
def refund_way(method: str) -> str:
    """Write by which way money goes back."""
    return str(REFUND_METHOD.get(method, method))
