"""Signed links by which guests reach their order: the mail carries one, no account is needed."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing

SALT = "shop.order-link"
VALID_FOR = timedelta(days=400)


def order_link(order_id: int) -> str:
    """Return the token of an order's page; it holds for a year and a bit."""
    return signing.dumps(order_id, salt=SALT)


def order_of_link(link: str) -> int | None:
    """Return which order a genuine token opens."""
    try:
        read = signing.loads(link, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return None
    return read if isinstance(read, int) else None


def holds_link(link: str, order_id: int) -> bool:
    """Tell whether somebody shows the token of this very order."""
    return bool(link) and order_of_link(link) == order_id
