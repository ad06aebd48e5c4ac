"""Hold what an order needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Refused
from core.locks import Lock, take
from inventory.models import Reservation, Stock
from inventory.models.reservation import ReservationState
from inventory.services.known_items import ids_of
from inventory.services.receive_stock import MAX_PIECES, BadQuantity


class OutOfStock(Refused):
    """Less is free than was asked for; facts name the SKU and what is left."""

    code = "inventory.out_of_stock"


class ReservationDiffers(Conflict):
    """The order holds a reservation for something else, or holds it no longer."""

    code = "inventory.reservation_differs"


@transaction.atomic
def reserve(*, order_ref: str, lines: Sequence[tuple[str, int]], at: datetime) -> None:
    """Hold pieces for an order: all lines or none. The same request again changes nothing.

    Raises: BadQuantity; UnknownItem; OutOfStock; ReservationDiffers.
    """
    wanted = added_up(lines)
    take(Lock.STOCK, *wanted)
    ids = ids_of(wanted)
    if _is_held_already(order_ref, {ids[sku]: quantity for sku, quantity in wanted.items()}):
        return
    free = dict(
        Stock.objects.filter(item__in=ids.values()).values_list(
            "item", F("on_hand") - F("reserved")
        )
    )
    for sku, quantity in sorted(wanted.items()):
        if free[ids[sku]] < quantity:
            raise _out_of_stock(sku, quantity, free[ids[sku]])
    Reservation.objects.bulk_create(
        Reservation(
            order_ref=order_ref, item_id=ids[sku], quantity=quantity,
            state=ReservationState.HELD, reserved_at=at,
        )
        for sku, quantity in wanted.items()
    )  # fmt: skip
    for sku, quantity in wanted.items():
        Stock.objects.filter(item=ids[sku]).update(reserved=F("reserved") + quantity)


def added_up(lines: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Return the pieces of each SKU.

    Raises: BadQuantity.
    """
    wanted: dict[str, int] = defaultdict(int)
    for sku, quantity in lines:
        if not 1 <= quantity <= MAX_PIECES:
            text = _("%(quantity)s pieces of %(sku)s cannot be held. Ask for at least one.")
            raise BadQuantity(text % {"quantity": quantity, "sku": sku}, sku=sku)
        wanted[sku] += quantity
    return dict(wanted)


def _is_held_already(order_ref: str, wanted: dict[int, int]) -> bool:
    rows = Reservation.objects.filter(order_ref=order_ref)
    held = {row.item_id: (row.quantity, row.state) for row in rows}
    if held and held != {item: (count, ReservationState.HELD) for item, count in wanted.items()}:
        text = _("%(ref)s holds another reservation already. Release it first.")
        raise ReservationDiffers(text % {"ref": order_ref}, order_ref=order_ref)
    return bool(held)


def _out_of_stock(sku: str, wanted: int, left: int) -> OutOfStock:
    text = _("%(sku)s: %(wanted)s wanted, %(left)s left. Take fewer or remove it.")
    said = {"sku": sku, "wanted": wanted, "left": left}
    return OutOfStock(text % said, **said)
