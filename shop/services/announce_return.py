"""Expect goods back: by a buyer's word or by staff, with proof that they are on their way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.company import local_date
from core.errors import Invalid
from core.locks import Lock, take
from core.outbox import publish
from core.policy import Actor
from inventory.public import expect_return
from shop.events import ReturnAnnounced
from shop.models import Order, OrderLine, Return, ReturnLine, ReturnStateChange
from shop.models.returns import FIRST_OF_RETURN, ReturnSource, ReturnState
from shop.rules.withdrawal_deadline import refund_due
from shop.selectors.order_links import holds_link
from shop.selectors.orders import order_to_change
from shop.selectors.pieces import announced_of, rows_of
from shop.selectors.returns import ReturnNotFound
from shop.services.cancel_paid_order import insist_on_reason
from shop.services.deliver_order import MAX_TRACKING
from shop.services.reverse import Why, why
from shop.values.deliveries import Picked
from shop.values.reversals import Announced, NewReturn

STAFF_ACTION, BUYER_ACTION = "shop.announce_return", "shop.announce_own_return"
OF_BUYERS = frozenset({"changed_mind", "defect", "wrong_item", "damaged"})


class NothingToReturn(Invalid):
    """Nothing is chosen, or more than the buyer has."""

    code = "shop.nothing_to_return"


class BadTracking(Invalid):
    """The tracking number cannot be right."""

    code = "shop.bad_tracking"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What is written into a return."""

    source: ReturnSource
    reasons: Why
    due_on: date
    actor: str


@transaction.atomic
def announce_return(
    *, order_id: int, new: NewReturn, actor: Actor, at: datetime, link: str = ""
) -> Announced:
    """Expect pieces of an order back; a buyer shows the signed link or signs in.

    Raises: OrderNotFound; NotAllowed; UnknownReason; NothingToReturn.
    """
    take(Lock.ORDER, f"order:{order_id}")
    order = order_to_change(order_id)
    is_staff = policy.allowed(actor, STAFF_ACTION)
    if not is_staff:
        policy.require(
            actor, BUYER_ACTION, account_id=order.account_id, has_link=holds_link(link, order.pk)
        )
    insist_on_reason(new.reason if is_staff or new.reason in OF_BUYERS else "")
    source = ReturnSource.STAFF if is_staff else ReturnSource.BUYER
    theirs = new.attributable_to_company if is_staff else None
    announcement = Announcement(
        source, why(new.reason, new.note, theirs), refund_due(local_date(at)), actor.label
    )
    audit.record(
        actor=actor, action=STAFF_ACTION, subject=f"order:{order.pk}", at=at,
        facts={"reason": new.reason},
    )  # fmt: skip
    return expect_back(order, new.lines, announcement, at=at)


def expect_back(
    order: Order, lines: Picked, announcement: Announcement, *, at: datetime
) -> Announced:
    """Do the work of `announce_return` for a caller that holds the order's lock."""
    picked = _picked(order, lines)
    reasons = announcement.reasons
    made = Return.objects.create(
        order=order,
        number=f"{order.number}-R{order.returns.count() + 1}",
        state=str(FIRST_OF_RETURN),
        source=announcement.source,
        reason=reasons.reason,
        note=reasons.note,
        attributable_to_company=reasons.attributable_to_company,
        announced_at=at,
        announced_by=announcement.actor,
        refund_due_on=announcement.due_on,
    )
    ReturnLine.objects.bulk_create(
        ReturnLine(of_return=made, order_line_id=line_id, quantity=quantity)
        for line_id, quantity in picked.items()
    )
    ReturnStateChange.objects.create(
        of_return=made, new_state=str(FIRST_OF_RETURN), at=at, actor=announcement.actor
    )
    skus = dict(OrderLine.objects.filter(pk__in=picked).values_list("pk", "sku"))
    wanted = [(skus[line_id], quantity) for line_id, quantity in picked.items()]
    expect_return(return_ref=return_ref(made), lines=wanted, at=at)
    publish(ReturnAnnounced(return_id=made.pk, order_id=order.pk, at=at))
    return Announced(return_id=made.pk, number=made.number)


@transaction.atomic
def prove_dispatch(
    *,
    return_id: int,
    carrier: str,
    tracking_number: str,
    actor: Actor,
    at: datetime,
    link: str = "",
) -> None:
    """Write down that the goods are on their way back; the refund waits for them no longer.

    Raises: ReturnNotFound; NotAllowed; BadTracking.
    """
    returned = locked_return(return_id)
    order = returned.order
    if not policy.allowed(actor, STAFF_ACTION):
        policy.require(
            actor, BUYER_ACTION, account_id=order.account_id, has_link=holds_link(link, order.pk)
        )
    number = tracking_number.strip()
    if not number or len(number) > MAX_TRACKING or not number.isprintable():
        text = _("Enter the parcel's number as it stands on the receipt.")
        raise BadTracking(text, field="tracking_number")
    if returned.state != ReturnState.ANNOUNCED or returned.proven_at is not None:
        return
    Return.objects.filter(pk=return_id).update(
        carrier=carrier[:20], tracking_number=number, proven_at=at
    )
    audit.record(actor=actor, action="shop.prove_dispatch", subject=f"return:{return_id}", at=at)


def returnable_of(order_id: int) -> dict[int, int]:
    """Return how many pieces of each line the buyer has and did not announce yet."""
    announced = announced_of(order_id)
    left = {
        row.line_id: row.with_buyer - announced.get(row.line_id, 0) for row in rows_of(order_id)
    }
    return {line_id: count for line_id, count in left.items() if count > 0}


def locked_return(return_id: int) -> Return:
    """Return a return with its order, under the order's lock.

    Raises: ReturnNotFound.
    """
    order_id = Return.objects.filter(pk=return_id).values_list("order", flat=True).first()
    if order_id is None:
        raise ReturnNotFound(_("There is no such return."))
    take(Lock.ORDER, f"order:{order_id}")
    return Return.objects.select_related("order").get(pk=return_id)


def return_ref(returned: Return) -> str:
    """Return the name by which the inventory knows the return."""
    return f"return:{returned.pk}"


def _picked(order: Order, lines: Picked) -> Mapping[int, int]:
    left = returnable_of(order.pk)
    picked = {line_id: quantity for line_id, quantity in lines if quantity} or left
    if not picked or any(not 0 < n <= left.get(line_id, 0) for line_id, n in picked.items()):
        text = _("Of order %(number)s nothing like that can come back. Choose what was delivered.")
        raise NothingToReturn(text % {"number": order.number}, order=order.pk)
    return picked
