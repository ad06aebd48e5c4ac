"""Set the stock right after somebody has counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Conflict, Invalid, Refused
from core.locks import Lock, take
from core.policy import Actor
from inventory.models import Stock, StockMovement
from inventory.models.item import MovementKind
from inventory.services.known_items import ids_of
from inventory.services.receive_stock import MAX_PIECES, BadQuantity


class NoReason(Invalid):
    """A correction without a reason explains nothing to whoever looks later."""

    code = "inventory.no_reason"


class CountedMeanwhile(Conflict):
    """The stock is not what it was when the person began to count."""

    code = "inventory.counted_meanwhile"


class PromisedAlready(Refused):
    """Fewer pieces were counted than are promised to orders."""

    code = "inventory.promised_already"


@dataclass(frozen=True, slots=True)
class Count:
    """What was counted of an item, what the list said before, and why they differ."""

    sku: str
    counted: int
    listed: int
    reason: str


@dataclass(frozen=True, slots=True)
class Correction:
    """By how many pieces the stock was set right: found (positive) or lost (negative)."""

    sku: str
    difference: int


@transaction.atomic
def correct_stock(*, actor: Actor, count: Count, at: datetime) -> Correction:
    """Let the stock be what was counted; the difference is a movement with its reason.

    Raises: NotAllowed; BadQuantity; NoReason; UnknownItem; CountedMeanwhile; PromisedAlready.
    """
    policy.require(actor, "inventory.correct_stock")
    _insist_on_sense(count)
    take(Lock.STOCK, count.sku)
    stock = Stock.objects.get(item=ids_of([count.sku])[count.sku])
    _insist_on_state(stock, count)
    difference = count.counted - stock.on_hand
    if difference:
        StockMovement.objects.create(
            item_id=stock.item_id,
            kind=MovementKind.FOUND if difference > 0 else MovementKind.LOST,
            quantity=abs(difference),
            reference=f"count:{at.isoformat()}",
            reason=count.reason.strip(),
            actor=actor.label,
            at=at,
        )
        stock.on_hand = count.counted
        stock.save(update_fields=["on_hand"])
        audit.record(
            actor=actor,
            action="inventory.correct_stock",
            subject=f"item:{count.sku}",
            at=at,
            facts={"difference": difference},
        )
    return Correction(count.sku, difference)


def _insist_on_sense(count: Count) -> None:
    if not 0 <= count.counted <= MAX_PIECES:
        text = _("%(quantity)s pieces cannot lie there. Enter a number from 0 to %(most)s.")
        raise BadQuantity(text % {"quantity": count.counted, "most": MAX_PIECES}, field="counted")
    if not count.reason.strip():
        raise NoReason(_("Say why the stock differs, such as “broken” or “stocktaking”."))


def _insist_on_state(stock: Stock, count: Count) -> None:
    said = {"sku": count.sku, "now": stock.on_hand, "reserved": stock.reserved}
    if stock.on_hand != count.listed:
        text = _("%(sku)s moved meanwhile: %(now)s pieces are listed now. Count again.")
        raise CountedMeanwhile(text % said, sku=count.sku)
    if count.counted < stock.reserved:
        text = _("%(reserved)s pieces of %(sku)s are promised to orders. Cancel some first.")
        raise PromisedAlready(text % said, sku=count.sku)
