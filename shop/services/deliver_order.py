"""Send an order in one parcel or several, and learn when they arrive."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Invalid, NotFound, Refused
from core.locks import Lock, take
from core.outbox import publish
from core.policy import Actor
from inventory.public import ship
from shop.events import OrderDelivered, PartDelivered
from shop.models import Fulfillment, FulfillmentLine, Order, OrderLine
from shop.models.order import Step, cannot_move
from shop.models.order_states import OrderState
from shop.rules.pieces import Row
from shop.selectors.orders import order_to_change
from shop.selectors.pieces import rows_of
from shop.services.order_papers import invoice_parcel
from shop.values.deliveries import NewParcel, Sent

MAX_TRACKING = 60


class BadDeliveryTime(Invalid):
    """Nothing is delivered in the future or before it was paid."""

    code = "shop.bad_delivery_time"


class BadParcel(Invalid):
    """The parcel is empty, or holds more of a line than is left."""

    code = "shop.bad_parcel"


class DeliveryNotFound(NotFound):
    """There is no such parcel."""

    code = "shop.delivery_not_found"


class ArrivedBefore(Refused):
    """The parcel's arrival was told already; the withdrawal period runs from then."""

    code = "shop.arrived_before"


@transaction.atomic
def deliver_order(*, order_id: int, actor: Actor, delivered_at: datetime, at: datetime) -> Sent:
    """Send everything that is left and know that it arrived; the withdrawal period starts.

    Raises: see `send_parcel`.
    """
    parcel = NewParcel(delivered_at=delivered_at)
    return send_parcel(order_id=order_id, parcel=parcel, actor=actor, at=at)


@transaction.atomic
def send_parcel(*, order_id: int, parcel: NewParcel, actor: Actor, at: datetime) -> Sent:
    """Take a parcel's goods off the shelf and invoice them; delivered is what arrived whole.

    Raises: NotAllowed; OrderNotFound; BadDeliveryTime; BadParcel; OrderCannotMove — it is not
    paid, or nothing is left to send.
    """
    policy.require(actor, "shop.deliver_order")
    take(Lock.ORDER, f"order:{order_id}")
    order = order_to_change(order_id)
    if order.state not in {OrderState.PAID, OrderState.IN_DELIVERY}:
        raise cannot_move(order.number, OrderState(order.state), OrderState.DELIVERED)
    _insist_on_time(order, parcel.delivered_at, at)
    rows = rows_of(order_id)
    picked = _picked(order, rows, parcel)
    sent = _pack(order, parcel, picked, actor, at)
    _take_off_the_shelf(order, sent, picked, at)
    is_last = sum(picked.values()) == sum(row.outstanding for row in rows)
    audit.record(
        actor=actor, action="shop.deliver_order", subject=f"order:{order.pk}", at=at,
        facts={"delivery": sent.pk, "pieces": sum(picked.values())},
    )  # fmt: skip
    _go_on(order, sent, actor, at, is_last=is_last)
    invoice_parcel(order, sent, at=at)
    return Sent(delivery_id=sent.pk, order_id=order.pk, is_last=is_last)


@transaction.atomic
def confirm_arrival(*, delivery_id: int, actor: Actor, arrived_at: datetime, at: datetime) -> None:
    """Write down when a parcel arrived; told twice alike is told once.

    Raises: NotAllowed; DeliveryNotFound; BadDeliveryTime; ArrivedBefore.
    """
    policy.require(actor, "shop.deliver_order")
    parcel = Fulfillment.objects.filter(pk=delivery_id).first()
    if parcel is None:
        raise DeliveryNotFound(_("There is no such parcel."))
    take(Lock.ORDER, f"order:{parcel.order_id}")
    parcel.refresh_from_db()
    if parcel.delivered_at == arrived_at:
        return
    if parcel.delivered_at is not None:
        raise ArrivedBefore(_("This parcel's arrival is known already and stays as it is."))
    order = order_to_change(parcel.order_id)
    _insist_on_time(order, arrived_at, at, shipped_at=parcel.shipped_at)
    Fulfillment.objects.filter(pk=delivery_id).update(delivered_at=arrived_at)
    parcel.delivered_at = arrived_at
    audit.record(
        actor=actor, action="shop.confirm_arrival", subject=f"order:{order.pk}", at=at,
        facts={"delivery": delivery_id},
    )  # fmt: skip
    is_last = not any(row.outstanding for row in rows_of(order.pk))
    if is_last and arrived_whole_at(order) is not None:
        finish(order, actor, at, delivery_id=delivery_id)


def finish(order: Order, actor: Actor, at: datetime, *, delivery_id: int | None) -> None:
    """Call an order delivered: dated by its last parcel, nothing of it is still to come."""
    arrived_at = arrived_whole_at(order)
    reason = "" if delivery_id else "rest_cancelled"
    moved_at = arrived_at if delivery_id and arrived_at else at
    order.move_to(Step(OrderState.DELIVERED, moved_at, actor.label, reason, dated=arrived_at))
    publish(OrderDelivered(order_id=order.pk, delivery_id=delivery_id, at=arrived_at or at))


def arrived_whole_at(order: Order) -> datetime | None:
    """Return when the last of all parcels arrived, None while one is on its way."""
    arrivals = order.fulfillments.values_list("delivered_at", flat=True)
    known = [arrival for arrival in arrivals if arrival is not None]
    return max(known) if known and len(known) == len(arrivals) else None


def _insist_on_time(
    order: Order, arrived_at: datetime | None, at: datetime, shipped_at: datetime | None = None
) -> None:
    earliest = shipped_at or order.paid_at
    if arrived_at is not None and (arrived_at > at or (earliest and arrived_at < earliest)):
        text = _("Order %(number)s cannot arrive in the future, nor before it was paid and sent.")
        raise BadDeliveryTime(text % {"number": order.number}, order=order.pk)


def _picked(order: Order, rows: list[Row], parcel: NewParcel) -> dict[int, int]:
    left = {row.line_id: row.outstanding for row in rows if row.outstanding}
    if not parcel.lines:
        picked = left
    else:
        picked = {line_id: quantity for line_id, quantity in parcel.lines if quantity}
    wrong = len(parcel.tracking_number) > MAX_TRACKING or not parcel.tracking_number.isprintable()
    if (
        wrong
        or not picked
        or any(not 0 < quantity <= left.get(line_id, 0) for line_id, quantity in picked.items())
    ):
        text = _("This parcel of order %(number)s holds nothing, or more than is left to send.")
        raise BadParcel(text % {"number": order.number}, order=order.pk)
    return picked


def _pack(
    order: Order, parcel: NewParcel, picked: dict[int, int], actor: Actor, at: datetime
) -> Fulfillment:
    sent = Fulfillment.objects.create(
        order=order,
        shipped_at=min(parcel.delivered_at or at, at),
        delivered_at=parcel.delivered_at,
        carrier=parcel.carrier[:20],
        tracking_number=parcel.tracking_number.strip(),
        actor=actor.label,
        created_at=at,
    )
    FulfillmentLine.objects.bulk_create(
        FulfillmentLine(fulfillment=sent, order_line_id=line_id, quantity=quantity)
        for line_id, quantity in picked.items()
    )
    return sent


def _take_off_the_shelf(
    order: Order, sent: Fulfillment, picked: dict[int, int], at: datetime
) -> None:
    skus = dict(OrderLine.objects.filter(pk__in=picked).values_list("pk", "sku"))
    ship(
        order_ref=f"order:{order.pk}",
        lines=[(skus[line_id], quantity) for line_id, quantity in picked.items()],
        reference=f"order:{order.pk}/delivery:{sent.pk}",
        at=at,
    )


def _go_on(order: Order, sent: Fulfillment, actor: Actor, at: datetime, *, is_last: bool) -> None:
    if is_last and arrived_whole_at(order) is not None:
        finish(order, actor, at, delivery_id=sent.pk)
        return
    if order.state != OrderState.IN_DELIVERY:
        order.move_to(Step(OrderState.IN_DELIVERY, sent.shipped_at, actor.label))
    publish(PartDelivered(order_id=order.pk, delivery_id=sent.pk, at=sent.shipped_at))
