"""Accept a return, so that the money goes back, or reject it with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Invalid, Refused
from core.outbox import publish
from core.policy import Actor
from inventory.public import receive_return as book_return
from inventory.public import send_return_back
from shop.events import OrderReturned, ReturnRejected
from shop.models import Return
from shop.models.returns import RETURN_TRANSITIONS, ReturnState, ReturnStep
from shop.rules.undoing import take_back
from shop.selectors.pieces import rows_of
from shop.services.announce_return import locked_return, return_ref
from shop.services.order_papers import correct_return
from shop.services.refunds import ask_refund
from shop.services.reverse import Why, shipping_of, write_reversal
from shop.values.reversals import Reversed


class GoodsAwaited(Refused):
    """Neither the goods nor proof of their dispatch are here; the refund may wait for them."""

    code = "shop.goods_awaited"


class NothingCameBack(Refused):
    """The parcel was empty; there is nothing to refund."""

    code = "shop.nothing_came_back"


class ReasonNeeded(Invalid):
    """Whoever says no says why."""

    code = "shop.reason_needed"


@transaction.atomic
def accept_return(*, return_id: int, actor: Actor, at: datetime) -> Reversed:
    """Take back what came, correct its invoices, ask for the refund; points follow by the event.

    Refunds what the inspection found, or what was announced where its dispatch is proven.

    Raises: NotAllowed; ReturnNotFound; ReturnCannotMove; GoodsAwaited; NothingCameBack.
    """
    policy.require(actor, "shop.decide_return")
    returned = locked_return(return_id)
    order = returned.order
    if returned.state == ReturnState.ANNOUNCED and returned.proven_at is None:
        text = _("Return %(number)s is not here and its dispatch is not proven yet.")
        raise GoodsAwaited(text % {"number": returned.number}, returned=returned.pk)
    returned.move_to(ReturnStep(ReturnState.REFUNDED, at, actor.label))
    quantities = _accepted(returned)
    undone = take_back(rows_of(order.pk), quantities, shipping_of(order))
    correct_return(order, returned, quantities, undone.shipping_minor, at)
    reasons = Why(returned.reason, returned.note, returned.attributable_to_company)
    reversal = write_reversal(order, undone, reasons, actor=actor.label, at=at, of_return=returned)
    refund = ask_refund(order, reversal, due_on=returned.refund_due_on, actor=actor.label, at=at)
    audit.record(
        actor=actor, action="shop.accept_return", subject=f"return:{return_id}", at=at,
        facts={"gross_minor": reversal.gross_minor},
    )  # fmt: skip
    publish(OrderReturned(return_id=return_id, order_id=order.pk, at=at))
    return Reversed(reversal.pk, reversal.gross_minor, refund.pk if refund else None)


@transaction.atomic
def reject_return(*, return_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Say no to a return; its pieces go back to the buyer and may be announced again.

    Raises: NotAllowed; ReturnNotFound; ReasonNeeded; ReturnCannotMove; SoldAgain.
    """
    policy.require(actor, "shop.decide_return")
    if not reason.strip():
        raise ReasonNeeded(_("Say why, so that the buyer can be told."), field="reason")
    returned = locked_return(return_id)
    _insist_on_open(returned)
    if returned.inspected_at is None:
        book_return(return_ref=return_ref(returned), lines=[], actor_label=actor.label, at=at)
    else:
        send_return_back(return_ref=return_ref(returned), actor_label=actor.label, at=at)
    returned.move_to(ReturnStep(ReturnState.REJECTED, at, actor.label, reason.strip()[:500]))
    audit.record(actor=actor, action="shop.reject_return", subject=f"return:{return_id}", at=at)
    publish(ReturnRejected(return_id=return_id, order_id=returned.order_id, at=at))


def _insist_on_open(returned: Return) -> None:
    """Refuse before the inventory is told anything."""
    if ReturnState.REJECTED not in RETURN_TRANSITIONS[ReturnState(returned.state)]:
        returned.move_to(ReturnStep(ReturnState.REJECTED, returned.announced_at, ""))


def _accepted(returned: Return) -> dict[int, int]:
    lines = returned.lines.values_list("order_line", "quantity", "restocked", "scrapped")
    is_here = returned.inspected_at is not None
    quantities = {
        line_id: (restocked or 0) + (scrapped or 0) if is_here else quantity
        for line_id, quantity, restocked, scrapped in lines
    }
    if not any(quantities.values()):
        text = _("Nothing of return %(number)s came back. Reject it, with the reason.")
        raise NothingCameBack(text % {"number": returned.number}, returned=returned.pk)
    return {line_id: quantity for line_id, quantity in quantities.items() if quantity}
