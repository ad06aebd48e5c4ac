"""Hold, give back and ship what an order needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, NotFound, Refused
from core.locks import Lock, take
from inventory.models import Reservation, Stock, StockMovement
from inventory.models.item import MovementKind
from inventory.models.reservation import ReservationState
from inventory.services.known_items import ids_of
from inventory.services.receive_stock import MAX_PIECES, BadQuantity


class OutOfStock(Refused):
    """Less is free than was asked for; facts name the SKU and what is left."""

    code = "inventory.out_of_stock"


class ReservationDiffers(Conflict):
    """The order holds a reservation for something else, or holds it no longer."""

    code = "inventory.reservation_differs"


class NothingReserved(NotFound):
    """No reservation goes by this reference."""

    code = "inventory.nothing_reserved"


class AlreadyClosed(Refused):
    """What was shipped cannot be released, what was released cannot be shipped."""

    code = "inventory.reservation_closed"


@transaction.atomic
def reserve(*, order_ref: str, lines: Sequence[tuple[str, int]], at: datetime) -> None:
    """Hold pieces for an order: all lines or none. The same request again changes nothing.

    Raises: BadQuantity; UnknownItem; OutOfStock; ReservationDiffers.
    """
    wanted = _added_up(lines)
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


@transaction.atomic
def release(*, order_ref: str, at: datetime) -> None:
    """Give back what an order holds. Again changes nothing.

    Raises: NothingReserved; AlreadyClosed — it was shipped.
    """
    for held in _close(order_ref, ReservationState.RELEASED, at):
        Stock.objects.filter(item=held.item_id).update(reserved=F("reserved") - held.quantity)


@transaction.atomic
def ship(*, order_ref: str, at: datetime) -> None:
    """Take what an order holds off the shelf. Again changes nothing.

    Raises: NothingReserved; AlreadyClosed — it was released.
    """
    held = _close(order_ref, ReservationState.SHIPPED, at)
    StockMovement.objects.bulk_create(
        StockMovement(
            item_id=row.item_id, kind=MovementKind.SHIPMENT, quantity=row.quantity,
            reference=order_ref, actor="order", at=at,
        )
        for row in held
    )  # fmt: skip
    for row in held:
        Stock.objects.filter(item=row.item_id).update(
            on_hand=F("on_hand") - row.quantity, reserved=F("reserved") - row.quantity
        )


def _added_up(lines: Sequence[tuple[str, int]]) -> dict[str, int]:
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


def _close(order_ref: str, state: ReservationState, at: datetime) -> list[Reservation]:
    """Close what is held and return it; return nothing when it was closed this way before."""
    skus = Reservation.objects.filter(order_ref=order_ref).values_list("item__sku", flat=True)
    take(Lock.STOCK, *skus)
    rows = list(Reservation.objects.filter(order_ref=order_ref).order_by("item__sku"))
    if not rows:
        text = _("Nothing is reserved for %(ref)s.")
        raise NothingReserved(text % {"ref": order_ref}, order_ref=order_ref)
    if all(row.state == state for row in rows):
        return []
    if any(row.state != ReservationState.HELD for row in rows):
        text = _("The reservation of %(ref)s is closed (%(state)s).")
        raise AlreadyClosed(text % {"ref": order_ref, "state": rows[0].state}, order_ref=order_ref)
    held = Reservation.objects.filter(order_ref=order_ref, state=ReservationState.HELD)
    held.update(state=state, closed_at=at)
    return rows
