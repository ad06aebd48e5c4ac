"""Believe a gateway that money came, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import Conflict, NotFound, Refused
from core.locks import Lock, take
from core.outbox import publish
from core.policy import Actor
from shop.events import OrderPaid
from shop.gateways import gateway_of
from shop.models import PaymentNotice, TransactionItem
from shop.models.order import Step
from shop.models.order_states import OrderState
from shop.models.payment import TransactionState
from shop.rules.notices import Asked, Notice, Outcome, judge
from shop.values.payments import NoticeResult

REPEATED = "repeated"


class UnknownPayment(NotFound):
    """The notice is about a payment that we never asked for."""

    code = "shop.unknown_payment"


class AmountMismatch(Refused):
    """Another amount came in than was asked for; the order stays unpaid, finance has to look."""

    code = "shop.amount_mismatch"


class EventIdReused(Conflict):
    """The gateway used one event id for two payments."""

    code = "shop.event_id_reused"


def receive_payment_notice(
    *, gateway: str, body: bytes, signature: str, at: datetime
) -> NoticeResult:
    """Take in a signed notice; a repeated one, or one for a paid order, changes nothing.

    A notice of another amount is kept and audited, and then refused.

    Raises: UnknownGateway; NoGatewayOpen; BadSignature; BadNotice; UnknownPayment; AmountMismatch;
    EventIdReused.
    """
    notice = gateway_of(gateway).read(body, signature)
    payment, outcome, is_new = _take_in(gateway, notice, body, at)
    number = payment.order.number
    if outcome == Outcome.AMOUNT_MISMATCH:
        text = _("Order %(number)s: the amount paid is not the amount asked for. Finance looks.")
        raise AmountMismatch(text % {"number": number}, order=payment.order_id)
    return NoticeResult(outcome=str(outcome) if is_new else REPEATED, order_number=number)


@transaction.atomic
def _take_in(
    gateway: str, notice: Notice, body: bytes, at: datetime
) -> tuple[TransactionItem, Outcome, bool]:
    payment = payment_of(gateway, notice.token)
    # The event too: one id for two payments at once would break in the database.
    take(Lock.ORDER, f"order:{payment.order_id}", f"notice:{gateway}:{notice.event_id}")
    payment = payment_of(gateway, notice.token)
    before = PaymentNotice.objects.filter(gateway=gateway, event_id=notice.event_id).first()
    if before is not None:
        if before.transaction_id != payment.pk:
            raise EventIdReused(_("This event id was used for another payment."))
        return payment, Outcome(before.outcome), False
    asked = Asked(payment.amount_minor, payment.currency, payment.order.state)
    outcome = judge(notice, asked)
    PaymentNotice.objects.create(
        gateway=gateway,
        event_id=notice.event_id,
        transaction=payment,
        kind="charged" if notice.is_charged else "failed",
        amount_minor=notice.amount_minor,
        currency=notice.currency,
        outcome=str(outcome),
        body=body,
        received_at=at,
    )
    _apply(outcome, payment, notice, at)
    return payment, outcome, True


def payment_of(gateway: str, token: str) -> TransactionItem:
    """Return what was asked for at a gateway, with its order.

    Raises: UnknownPayment.
    """
    payments = TransactionItem.objects.select_related("order").filter(gateway=gateway)
    found = payments.filter(token=token).first()
    if found is None:
        raise UnknownPayment(_("We did not ask for this payment."))
    return found


def _apply(outcome: Outcome, payment: TransactionItem, notice: Notice, at: datetime) -> None:
    gateway = Actor.system(f"gateway:{payment.gateway}")
    items = TransactionItem.objects.filter(pk=payment.pk)
    if outcome == Outcome.PAID:
        items.update(state=TransactionState.CHARGED, psp_reference=notice.psp_reference)
        payment.order.move_to(Step(OrderState.PAID, at, gateway.label))
        account_id = payment.order.account_id
        publish(OrderPaid(order_id=payment.order_id, account_id=account_id, at=at))
    elif outcome == Outcome.FAILED:
        items.update(state=TransactionState.FAILED)
    elif notice.is_charged:
        audit.record(
            actor=gateway,
            action="shop.unexpected_payment",
            subject=f"order:{payment.order_id}",
            at=at,
            facts={
                "outcome": str(outcome), "event_id": notice.event_id,
                "asked_minor": payment.amount_minor, "paid_minor": notice.amount_minor,
                "currency": notice.currency,
            },
        )  # fmt: skip
