"""Give up what was paid and never sent: the whole order, or the rest of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.company import local_date
from core.errors import Invalid
from core.locks import Lock, take
from core.outbox import publish
from core.policy import Actor
from inventory.public import release
from shop.events import OrderCancelled, PartCancelled
from shop.models import Order, OrderLine
from shop.models.order import Step, cannot_move
from shop.models.order_states import OrderState
from shop.models.reversal import Reason
from shop.rules.pieces import Row
from shop.rules.undoing import cancel
from shop.rules.withdrawal_deadline import refund_due
from shop.selectors.orders import order_to_change
from shop.selectors.pieces import rows_of
from shop.services.deliver_order import arrived_whole_at, finish
from shop.services.refunds import ask_refund
from shop.services.reverse import Why, shipping_of, why, write_reversal
from shop.values.deliveries import Picked
from shop.values.reversals import Cancellation, Reversed

PAID_AND_OPEN = (OrderState.PAID, OrderState.IN_DELIVERY)


class NothingToCancel(Invalid):
    """Nothing is chosen, or more than was not sent yet."""

    code = "shop.nothing_to_cancel"


class UnknownReason(Invalid):
    """The reason is not one of the list."""

    code = "shop.unknown_reason"


@transaction.atomic
def cancel_paid_order(
    *, order_id: int, cancellation: Cancellation, actor: Actor, at: datetime
) -> Reversed:
    """Cancel what was not sent yet, free its stock and ask for the money to go back.

    Raises: NotAllowed; OrderNotFound; UnknownReason; NothingToCancel; OrderCannotMove — it is not
    paid, or everything was sent.
    """
    policy.require(actor, "shop.cancel_order")
    insist_on_reason(cancellation.reason)
    take(Lock.ORDER, f"order:{order_id}")
    order = order_to_change(order_id)
    reasons = why(cancellation.reason, cancellation.note, cancellation.attributable_to_company)
    due_on = refund_due(local_date(at))
    return cancel_rest(order, cancellation.lines, reasons, due_on=due_on, actor=actor, at=at)


def cancel_rest(
    order: Order, lines: Picked, reasons: Why, *, due_on: date, actor: Actor, at: datetime
) -> Reversed:
    """Do the work of `cancel_paid_order` for a caller that holds the order's lock."""
    if order.state not in PAID_AND_OPEN:
        raise cannot_move(order.number, OrderState(order.state), OrderState.CANCELLED)
    rows = rows_of(order.pk)
    picked = _picked(order, rows, lines)
    _free_stock(order, picked, at)
    undone = cancel(rows, picked, shipping_of(order))
    reversal = write_reversal(order, undone, reasons, actor=actor.label, at=at)
    refund = ask_refund(order, reversal, due_on=due_on, actor=actor.label, at=at)
    audit.record(
        actor=actor, action="shop.cancel_order", subject=f"order:{order.pk}", at=at,
        facts={"reason": reasons.reason, "gross_minor": reversal.gross_minor},
    )  # fmt: skip
    _move(order, rows, picked, reasons.reason, actor, at)
    if order.state != OrderState.CANCELLED:
        publish(PartCancelled(order_id=order.pk, reversal_id=reversal.pk, at=at))
    return Reversed(reversal.pk, reversal.gross_minor, refund.pk if refund else None)


def insist_on_reason(reason: str) -> None:
    """Refuse a reason that is not in the list.

    Raises: UnknownReason.
    """
    if reason not in Reason.values:
        raise UnknownReason(_("Choose a reason from the list."), field="reason")


def _picked(order: Order, rows: list[Row], lines: Picked) -> dict[int, int]:
    left = {row.line_id: row.outstanding for row in rows if row.outstanding}
    picked = {line_id: quantity for line_id, quantity in lines if quantity} or left
    if not picked or any(not 0 < n <= left.get(line_id, 0) for line_id, n in picked.items()):
        text = _("Of order %(number)s nothing like that is left to cancel. Load it again.")
        raise NothingToCancel(text % {"number": order.number}, order=order.pk)
    return picked


def _free_stock(order: Order, picked: Mapping[int, int], at: datetime) -> None:
    skus = dict(OrderLine.objects.filter(pk__in=picked).values_list("pk", "sku"))
    lines = [(skus[line_id], quantity) for line_id, quantity in picked.items()]
    release(order_ref=f"order:{order.pk}", lines=lines, at=at)


def _move(
    order: Order,
    rows: list[Row],
    picked: Mapping[int, int],
    reason: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Cancel an order of which nothing was sent; call one delivered whose rest is cancelled."""
    if sum(row.outstanding for row in rows) > sum(picked.values()):
        return
    if not any(row.sent for row in rows):
        order.move_to(Step(OrderState.CANCELLED, at, actor.label, reason))
        publish(OrderCancelled(order_id=order.pk, at=at))
    elif arrived_whole_at(order) is not None:
        finish(order, actor, at, delivery_id=None)
