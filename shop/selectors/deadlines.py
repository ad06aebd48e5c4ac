"""Until when the buyer of an order may withdraw."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from core.company import company
from shop.models import Order
from shop.models.order import SHOP
from shop.models.order_states import OrderState
from shop.rules.withdrawal_deadline import Delivered, Place, deadline


def deadline_of(order: Order) -> datetime | None:
    """Return the last second of the withdrawal period, None while it is open.

    An order of this shop that carries no instruction has a year more; what other systems sold is
    taken to be instructed.
    """
    ours = company()
    arrivals = list(order.fulfillments.values_list("delivered_at", flat=True))
    if not arrivals and order.delivered_at is not None:
        arrivals = [order.delivered_at]
    country = order.channel.country if order.channel is not None else ours.country
    delivered = Delivered(
        arrivals=arrivals,
        is_complete=order.state == OrderState.DELIVERED,
        was_instructed=bool(order.withdrawal_version) or order.origin != SHOP,
    )
    return deadline(delivered, Place(ZoneInfo(ours.time_zone), country))
