"""Ask for money to go back: by the gateway it came from, or by a transfer."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from core.errors import Refused
from core.outbox import publish
from shop.events import RefundAsked
from shop.gateways import can_refund
from shop.models import Order, Refund, RefundStateChange, Reversal, TransactionItem
from shop.models.payment import TransactionState
from shop.models.refund import FIRST_OF_REFUND, RefundMethod, RefundState
from shop.rules.hostess_credit import split_back
from shop.services.party_credit import credit_left_in, give_credit_back


class NothingToRefund(Refused):
    """More would go back than was paid; finance has to look."""

    code = "shop.nothing_to_refund"


class Way(NamedTuple):
    """By which way how much money goes back."""

    method: RefundMethod
    amount_minor: int


def ask_refund(
    order: Order, reversal: Reversal, *, due_on: date, actor: str, at: datetime
) -> Refund | None:
    """Ask for the worth of a reversal to go back; the caller holds the order's lock.

    Money goes back first; what a hostess' credit paid becomes credit again. No money is asked for
    where the reversal is worth nothing, as with samples.

    Raises: NothingToRefund.
    """
    if not reversal.gross_minor:
        return None
    payment = TransactionItem.objects.filter(order=order, state=TransactionState.CHARGED).first()
    back = split_back(reversal.gross_minor, left_of(payment) if payment else 0)
    if payment is None or back.credit_minor > (credit_left_in(order) if order.credit_minor else 0):
        text = _("Order %(number)s: less was paid than is to be refunded. Finance has to look.")
        raise NothingToRefund(text % {"number": order.number}, order=order.pk)
    if back.credit_minor:
        give_credit_back(order, back.credit_minor, at)
    if not back.money_minor:
        return None
    by_gateway = can_refund(payment.gateway)
    return write_refund(
        reversal,
        payment,
        way=Way(RefundMethod.GATEWAY if by_gateway else RefundMethod.TRANSFER, back.money_minor),
        due_on=due_on,
        actor=actor,
        at=at,
    )


def write_refund(
    reversal: Reversal,
    payment: TransactionItem,
    *,
    way: Way,
    due_on: date,
    actor: str,
    at: datetime,
) -> Refund:
    """Store a refund with its first state and publish it."""
    refund = Refund.objects.create(
        order_id=reversal.order_id,
        reversal=reversal,
        transaction=payment,
        method=way.method,
        amount_minor=way.amount_minor,
        currency=payment.currency,
        state=str(FIRST_OF_REFUND),
        due_on=due_on,
        accepted_by=actor,
        requested_at=at,
    )
    RefundStateChange.objects.create(
        refund=refund, new_state=str(FIRST_OF_REFUND), at=at, actor=actor
    )
    publish(RefundAsked(refund_id=refund.pk, order_id=reversal.order_id, at=at))
    return refund


def left_of(payment: TransactionItem) -> int:
    """Return what of a payment did not go back and is not about to."""
    taken = Refund.objects.filter(transaction=payment).exclude(state=RefundState.FAILED)
    return payment.amount_minor - (taken.aggregate(minor=Sum("amount_minor"))["minor"] or 0)
