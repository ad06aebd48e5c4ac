"""Confirm that the buyer has the goods."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Invalid
from core.locks import Lock, take
from core.outbox import publish
from core.policy import Actor
from inventory.public import ship
from shop.events import OrderDelivered
from shop.models import Fulfillment, FulfillmentLine, Order
from shop.models.order import Step, cannot_move
from shop.models.order_states import OrderState
from shop.selectors.orders import order_to_change


class BadDeliveryTime(Invalid):
    """Nothing is delivered in the future or before it was paid."""

    code = "shop.bad_delivery_time"


@transaction.atomic
def deliver_order(*, order_id: int, actor: Actor, delivered_at: datetime, at: datetime) -> None:
    """Mark an order delivered and take its goods off the shelf; its withdrawal period starts.

    Raises: NotAllowed; OrderNotFound; BadDeliveryTime; OrderCannotMove — it is not paid, or was
    delivered before.
    """
    policy.require(actor, "shop.deliver_order")
    take(Lock.ORDER, f"order:{order_id}")
    order = order_to_change(order_id)
    if order.state != OrderState.PAID:
        raise cannot_move(order.number, OrderState(order.state), OrderState.DELIVERED)
    _insist_on_time(order, delivered_at, at)
    ship(order_ref=f"order:{order.pk}", at=at)
    _write_fulfillment(order, delivered_at, at)
    order.move_to(Step(OrderState.DELIVERED, delivered_at, actor.label))
    audit.record(actor=actor, action="shop.deliver_order", subject=f"order:{order.pk}", at=at)
    publish(OrderDelivered(order_id=order.pk, at=delivered_at))


def _insist_on_time(order: Order, delivered_at: datetime, at: datetime) -> None:
    if delivered_at > at or (order.paid_at is not None and delivered_at < order.paid_at):
        text = _("Order %(number)s cannot arrive in the future or before it was paid.")
        raise BadDeliveryTime(text % {"number": order.number}, order=order.pk)


def _write_fulfillment(order: Order, delivered_at: datetime, at: datetime) -> None:
    parcel = Fulfillment.objects.create(order=order, delivered_at=delivered_at, created_at=at)
    FulfillmentLine.objects.bulk_create(
        FulfillmentLine(fulfillment=parcel, order_line_id=pk, quantity=quantity)
        for pk, quantity in order.lines.order_by("position").values_list("pk", "quantity")
    )
