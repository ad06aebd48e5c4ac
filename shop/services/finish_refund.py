"""Refunds come to an end: by the gateway's signed word, or by a transfer that somebody made."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Conflict, Denied, Refused
from core.locks import Lock, take
from core.outbox import publish
from core.policy import Actor
from shop.events import RefundMade
from shop.gateways import gateway_of
from shop.models import Refund, RefundNotice
from shop.models.refund import RefundMethod, RefundState, RefundStep
from shop.rules.refund_notices import RefundOrder, RefundWord
from shop.selectors.refunds import RefundNotFound, account_mark, needs_somebody_else
from shop.services.refunds import Way, write_refund


class RefundNoticeDiffers(Conflict):
    """The gateway speaks of another amount, or uses one event id twice."""

    code = "shop.refund_notice_differs"


class NoAccountYet(Refused):
    """The buyer has not said yet where the money shall go."""

    code = "shop.refund_no_account_yet"


class SecondPersonNeeded(Denied):
    """Above the company's limit, who accepted a refund does not make the transfer as well."""

    code = "shop.refund_second_person"


class AccountChanged(Conflict):
    """The buyer named another account after somebody had looked at it."""

    code = "shop.refund_account_changed"


class NotByTransfer(Refused):
    """The gateway sends this refund; nobody has to transfer it."""

    code = "shop.refund_not_by_transfer"


@transaction.atomic
def send_refund(*, refund_id: int, at: datetime) -> None:
    """Ask the gateway to send a refund back; done or asked twice changes nothing."""
    refund = Refund.objects.select_related("transaction").filter(pk=refund_id).first()
    if refund is None or refund.method != RefundMethod.GATEWAY or refund.state != "requested":
        return
    answer = gateway_of(refund.transaction.gateway).refund(
        RefundOrder(
            token=str(refund.token),
            psp_reference=refund.transaction.psp_reference,
            amount_minor=refund.amount_minor,
            currency=refund.currency,
        )
    )
    if answer is not None:
        receive_refund_notice(
            gateway=refund.transaction.gateway, body=answer.body, signature=answer.signature, at=at
        )


@transaction.atomic
def receive_refund_notice(*, gateway: str, body: bytes, signature: str, at: datetime) -> str:
    """Take in a gateway's signed word; returns done, failed or repeated.

    Raises: UnknownGateway; NoGatewayOpen; BadSignature; BadNotice; RefundNotFound;
    RefundNoticeDiffers.
    """
    word = gateway_of(gateway).read_refund(body, signature)
    known = Refund.objects.filter(token=word.token, transaction__gateway=gateway).first()
    if known is None:
        raise _not_found()
    take(Lock.ORDER, f"order:{known.order_id}", f"refund-notice:{gateway}:{word.event_id}")
    refund = Refund.objects.get(pk=known.pk)
    before = RefundNotice.objects.filter(gateway=gateway, event_id=word.event_id).first()
    if before is not None and before.refund_id == refund.pk:
        return "repeated"
    if before is not None or _differs(refund, word):
        text = _("The gateway's word about a refund does not fit what was asked. Finance looks.")
        raise RefundNoticeDiffers(text, refund=refund.pk)
    outcome = "done" if word.is_refunded else "failed"
    RefundNotice.objects.create(
        gateway=gateway, event_id=word.event_id, refund=refund, outcome=outcome, body=body,
        received_at=at,
    )  # fmt: skip
    actor = Actor.system(f"gateway:{gateway}")
    if word.is_refunded:
        step = RefundStep(RefundState.DONE, at, actor.label, psp_reference=word.psp_reference)
    else:
        step = RefundStep(RefundState.FAILED, at, actor.label, "declined")
    _finish(refund, step, actor)
    return outcome


@transaction.atomic
def mark_transferred(
    *, refund_id: int, actor: Actor, at: datetime, seen_account: str | None = None
) -> None:
    """Write down that a refund was transferred to the buyer's account.

    `seen_account` is the mark of the account that was looked at when the transfer was made.

    Raises: NotAllowed; RefundNotFound; NotByTransfer; NoAccountYet; SecondPersonNeeded — above the
    company's limit whoever accepted the refund does not transfer it; AccountChanged;
    RefundCannotMove.
    """
    policy.require(actor, "shop.make_refund")
    refund = locked_refund(refund_id)
    if refund.method != RefundMethod.TRANSFER:
        raise NotByTransfer(_("The payment provider sends this refund by itself."))
    if refund.state == RefundState.REQUESTED and refund.bank_sealed is None:
        raise NoAccountYet(_("The buyer has not named an account yet. Send the link again."))
    if needs_somebody_else(refund, actor):
        text = _("You accepted this refund. Above the limit somebody else transfers it.")
        raise SecondPersonNeeded(text, refund=refund_id)
    if seen_account is not None and seen_account != account_mark(refund):
        text = _("The buyer has named another account meanwhile. Compare it with your transfer.")
        raise AccountChanged(text, refund=refund_id)
    _finish(refund, RefundStep(RefundState.DONE, at, actor.label), actor)


@transaction.atomic
def refund_by_transfer(*, refund_id: int, actor: Actor, at: datetime) -> int:
    """Replace a refund that the gateway declined by a transfer; returns the new refund's id.

    Raises: NotAllowed; RefundNotFound; NotByTransfer — it did not fail; NothingToRefund.
    """
    policy.require(actor, "shop.make_refund")
    failed = locked_refund(refund_id)
    if failed.state != RefundState.FAILED:
        raise NotByTransfer(_("Only a refund that failed is replaced by a transfer."))
    if Refund.objects.filter(reversal=failed.reversal).exclude(state=RefundState.FAILED).exists():
        raise NotByTransfer(_("This refund was replaced already."))
    new = write_refund(
        failed.reversal, failed.transaction, way=Way(RefundMethod.TRANSFER, failed.amount_minor),
        due_on=failed.due_on, actor=actor.label, at=at,
    )  # fmt: skip
    audit.record(
        actor=actor, action="shop.refund_by_transfer", subject=f"order:{failed.order_id}", at=at,
        facts={"refund": new.pk, "instead_of": refund_id},
    )  # fmt: skip
    return new.pk


def locked_refund(refund_id: int) -> Refund:
    """Return a refund under its order's lock.

    Raises: RefundNotFound.
    """
    order_id = Refund.objects.filter(pk=refund_id).values_list("order", flat=True).first()
    if order_id is None:
        raise _not_found()
    take(Lock.ORDER, f"order:{order_id}")
    return Refund.objects.select_related("reversal", "transaction", "order").get(pk=refund_id)


def _finish(refund: Refund, step: RefundStep, actor: Actor) -> None:
    refund.move_to(step)
    audit.record(
        actor=actor, action="shop.finish_refund", subject=f"order:{refund.order_id}", at=step.at,
        facts={"refund": refund.pk, "state": str(step.to), "amount_minor": refund.amount_minor},
    )  # fmt: skip
    if step.to == RefundState.DONE:
        publish(RefundMade(refund_id=refund.pk, order_id=refund.order_id, at=step.at))


def _differs(refund: Refund, word: RefundWord) -> bool:
    return (word.amount_minor, word.currency) != (refund.amount_minor, refund.currency)


def _not_found() -> RefundNotFound:
    return RefundNotFound(_("There is no such refund."))
