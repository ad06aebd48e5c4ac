"""Take goods in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core import policy
from core.errors import Conflict, Invalid
from core.locks import Lock, take
from core.policy import Actor
from inventory.models import Stock, StockMovement
from inventory.models.item import MovementKind
from inventory.services.known_items import ids_of

MAX_PIECES = 10_000_000


class BadQuantity(Invalid):
    """A number of pieces must be positive and believable."""

    code = "inventory.bad_quantity"


class ReceiptDiffers(Conflict):
    """The same delivery note was booked before with another quantity."""

    code = "inventory.receipt_differs"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came in; `is_new` is False when this reference was booked before."""

    sku: str
    quantity: int
    is_new: bool


@transaction.atomic
def receive_stock(
    *, actor: Actor, sku: str, quantity: int, reference: str, at: datetime
) -> Receipt:
    """Add pieces to the stock, once per item and reference (the delivery note).

    Raises: NotAllowed; BadQuantity; UnknownItem; ReceiptDiffers.
    """
    policy.require(actor, "inventory.receive_stock")
    if not 1 <= quantity <= MAX_PIECES:
        text = _("%(quantity)s pieces cannot come in. Enter a number from 1 to %(most)s.")
        raise BadQuantity(text % {"quantity": quantity, "most": MAX_PIECES})
    take(Lock.STOCK, sku)
    item_id = ids_of([sku])[sku]
    movements = StockMovement.objects.filter(kind=MovementKind.RECEIPT, item=item_id)
    booked = movements.filter(reference=reference).values_list("quantity", flat=True).first()
    if booked is not None:
        return _repeated(sku, quantity, booked)
    StockMovement.objects.create(
        item_id=item_id, kind=MovementKind.RECEIPT, quantity=quantity, reference=reference,
        actor=actor.label, at=at,
    )  # fmt: skip
    Stock.objects.filter(item=item_id).update(on_hand=F("on_hand") + quantity)
    return Receipt(sku=sku, quantity=quantity, is_new=True)


def _repeated(sku: str, quantity: int, booked: int) -> Receipt:
    if booked != quantity:
        text = _(
            "This delivery of %(sku)s was booked with %(booked)s pieces, not %(quantity)s. "
            "Use a reference of its own for a further delivery."
        )
        raise ReceiptDiffers(text % {"sku": sku, "booked": booked, "quantity": quantity}, sku=sku)
    return Receipt(sku=sku, quantity=quantity, is_new=False)
