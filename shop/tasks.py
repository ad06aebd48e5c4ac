"""Background work of the shop."""

from __future__ import annotations

from celery import shared_task

from core import clock
from shop.services.cancel_order import cancel_overdue_orders


@shared_task(name="shop.cancel_overdue_orders")
def cancel_overdue() -> int:
    """Cancel orders that stayed unpaid too long."""
    return cancel_overdue_orders(at=clock.now())
