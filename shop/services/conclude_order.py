"""What every order goes through, whoever entered it: price, hold the goods, write, publish."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import connection

from core.outbox import publish
from inventory.public import reserve
from shop.events import OrderPaid, OrderPlaced
from shop.gateways import card_gateway
from shop.models import Order
from shop.models.order import Kind, Step
from shop.models.order_states import OrderState
from shop.models.payment import PaymentCode
from shop.rules.order_maths import OrderSum, add_up
from shop.rules.shipping import Parcel
from shop.selectors.channels import Sight
from shop.selectors.ways import (
    chosen_payment,
    chosen_shipping,
    payment_offers,
    shipping_offers,
)
from shop.services.write_order import NOTHING_DUE, Due, Shipment, SoldLine, Writing, write_order
from shop.values.orders import Choices, PlacedOrder


def chosen_shipment(sight: Sight, sold: Sequence[SoldLine], code: str) -> Shipment:
    """Return the chosen way of shipping at its price for these goods.

    Raises: ShippingNotOffered.
    """
    offer = chosen_shipping(shipping_offers(sight, parcel_of(sold)), code)
    return Shipment(offer.code, offer.name, offer.gross_minor)


def due_payment(sight: Sight, choices: Choices, gross_minor: int) -> Due:
    """Return how and until when the amount is to be paid; nothing is due of nothing.

    Raises: PaymentNotOffered.
    """
    if not gross_minor:
        return NOTHING_DUE
    offer = chosen_payment(payment_offers(sight), choices.payment)
    is_card = offer.code == PaymentCode.CARD
    gateway = (card_gateway(sight.ours) or "") if is_card else offer.code
    return Due(offer.code, gateway, sight.at + timedelta(days=offer.days_to_pay))


def parcel_of(sold: Sequence[SoldLine]) -> Parcel:
    """Return the value and the weight of what is sold."""
    return Parcel(
        sum(line.sale.tag.gross_minor * line.sale.quantity for line in sold),
        sum(line.variant.weight_grams * line.sale.quantity for line in sold),
    )


def sum_of(sold: Sequence[SoldLine], shipment: Shipment) -> OrderSum:
    """Return what goods and shipping come to."""
    return add_up([line.sale for line in sold], shipment.gross_minor)


def conclude(source: Writing, sold: Sequence[SoldLine], sums: OrderSum) -> Order:
    """Hold the goods, write the order and publish it; one with nothing to pay is paid at once.

    Raises: OutOfStock.
    """
    at = source.sight.at
    reserve(
        order_ref=f"order:{source.order_id}",
        lines=[(line.variant.sku, line.sale.quantity) for line in sold],
        at=at,
    )
    order = write_order(source, sold, sums)
    publish(OrderPlaced(order_id=order.pk, at=at))
    if not order.due_minor:
        reason = "" if order.kind == Kind.SALE else "nothing to pay"
        order.move_to(Step(OrderState.PAID, at, source.actor, reason))
        publish(OrderPaid(order_id=order.pk, account_id=order.account_id, at=at))
    return order


def next_order_id() -> int:
    """Take the id ahead of the row: the reservation is made in its name, before the number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('shop_order', 'id'))")
        return int(cursor.fetchone()[0])


def placed(order: Order) -> PlacedOrder:
    """Return what is told about an order that stands."""
    payment = order.transactions.order_by("pk").values_list("token", flat=True).first()
    assert payment is not None
    return PlacedOrder(
        order_id=order.pk,
        number=order.number,
        payment_token=payment,
        gross_minor=order.gross_minor,
        currency=order.currency,
        payment_method=order.payment_method,
    )
