"""Give up orders that nobody paid."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from core import audit, policy
from core.errors import Refusal
from core.locks import Lock, take
from core.outbox import publish
from core.policy import Actor
from inventory.public import release
from shop.events import OrderCancelled
from shop.models import Order, PaymentAssignment, TransactionItem
from shop.models.order import Step, cannot_move
from shop.models.order_states import OrderState
from shop.models.payment import TransactionState
from shop.selectors.order_links import holds_link
from shop.selectors.orders import order_to_change
from shop.services.party_credit import give_credit_back

log = structlog.get_logger(__name__)

UNPAID_FOR = timedelta(days=3)
AT_ONCE = 200


@transaction.atomic
def cancel_unpaid_order(
    *, order_id: int, actor: Actor, reason: str, at: datetime, link: str = ""
) -> None:
    """Cancel an order that is not paid; its stock is free again. Buyers may cancel their own.

    Raises: NotAllowed; OrderNotFound; OrderCannotMove — it is paid, or was cancelled before.
    """
    take(Lock.ORDER, f"order:{order_id}")
    order = order_to_change(order_id)
    if not policy.allowed(actor, "shop.cancel_order"):
        owner = {"account_id": order.account_id, "has_link": holds_link(link, order_id)}
        policy.require(actor, "shop.cancel_own_order", **owner)
    give_up_unpaid(order, actor=actor, reason=reason, at=at)


def give_up_unpaid(order: Order, *, actor: Actor, reason: str, at: datetime) -> None:
    """Do the work of `cancel_unpaid_order` for a caller that holds the order's lock."""
    if order.state != OrderState.PLACED:
        raise cannot_move(order.number, OrderState(order.state), OrderState.CANCELLED)
    order.move_to(Step(OrderState.CANCELLED, at, actor.label, reason))
    release(order_ref=f"order:{order.pk}", at=at)
    TransactionItem.objects.filter(order=order).update(state=TransactionState.VOIDED)
    if order.credit_minor:
        give_credit_back(order, order.credit_minor, at)
    audit.record(
        actor=actor, action="shop.cancel_order", subject=f"order:{order.pk}", at=at,
        facts={"reason": reason[:200]},
    )  # fmt: skip
    publish(OrderCancelled(order_id=order.pk, at=at))


def cancel_overdue_orders(*, at: datetime) -> int:
    """Cancel what stayed unpaid too long, so that nobody's stock is held for ever.

    Takes a bounded number, oldest first, each in a transaction of its own; returns how many. One
    that refuses is logged, and the others go on.
    """
    is_due = Q(pay_until__lt=at) | Q(pay_until__isnull=True, placed_at__lt=at - UNPAID_FOR)
    # Somebody who paid a part of it is no matter for the clock: finance talks to them.
    partly_paid = PaymentAssignment.objects.filter(order=OuterRef("pk"))
    overdue = Order.objects.filter(is_due, ~Exists(partly_paid), state=OrderState.PLACED)
    ids = list(overdue.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    actor = Actor.system("unpaid-orders")
    return sum(_cancelled(order_id, actor, at) for order_id in ids)


def _cancelled(order_id: int, actor: Actor, at: datetime) -> bool:
    try:
        return _cancel_if_still_unpaid(order_id, actor, at)
    except Refusal:
        log.exception("an unpaid order cannot be cancelled", order_id=order_id)
        return False


@transaction.atomic
def _cancel_if_still_unpaid(order_id: int, actor: Actor, at: datetime) -> bool:
    take(Lock.ORDER, f"order:{order_id}")
    if order_to_change(order_id).state != OrderState.PLACED:
        return False
    cancel_unpaid_order(order_id=order_id, actor=actor, reason="not paid in time", at=at)
    return True
