"""Ship what is held for an order, or give it back: whole or in parts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound, Refused
from core.locks import Lock, take
from inventory.models import Reservation, Stock, StockMovement
from inventory.models.item import MovementKind
from inventory.models.reservation import ReservationState
from inventory.services.known_items import ids_of
from inventory.services.reserve import added_up

Lines = Sequence[tuple[str, int]]


class NothingReserved(NotFound):
    """No reservation goes by this reference."""

    code = "inventory.nothing_reserved"


class AlreadyClosed(Refused):
    """Less is held than shall go; what was shipped or given back is held no longer."""

    code = "inventory.reservation_closed"


@transaction.atomic
def release(*, order_ref: str, at: datetime, lines: Lines | None = None) -> None:
    """Give back some pieces of what an order holds, or all of it; all of it twice is once.

    Raises: NothingReserved; BadQuantity; AlreadyClosed — that many are not held any more.
    """
    rows = _locked(order_ref)
    for row, quantity in _leaving(order_ref, rows, lines, ReservationState.RELEASED):
        _close(row, ReservationState.RELEASED, quantity, at)
        Stock.objects.filter(item=row.item_id).update(reserved=F("reserved") - quantity)


@transaction.atomic
def ship(*, order_ref: str, at: datetime, lines: Lines | None = None, reference: str = "") -> None:
    """Take some pieces of what an order holds off the shelf, or all of it; all twice is once.

    `reference` names the parcel; the same parcel twice is once as well.

    Raises: NothingReserved; BadQuantity; AlreadyClosed — that many are not held any more.
    """
    told, rows = reference or order_ref, _locked(order_ref)
    if StockMovement.objects.filter(kind=MovementKind.SHIPMENT, reference=told).exists():
        return
    for row, quantity in _leaving(order_ref, rows, lines, ReservationState.SHIPPED):
        StockMovement.objects.create(
            item_id=row.item_id, kind=MovementKind.SHIPMENT, quantity=quantity, reference=told,
            actor="order", at=at,
        )  # fmt: skip
        _close(row, ReservationState.SHIPPED, quantity, at)
        Stock.objects.filter(item=row.item_id).update(
            on_hand=F("on_hand") - quantity, reserved=F("reserved") - quantity
        )


def _locked(order_ref: str) -> dict[int, Reservation]:
    """Return the promises to an order by item, held against other hands."""
    ours = Reservation.objects.filter(order_ref=order_ref)
    take(Lock.STOCK, *ours.values_list("item__sku", flat=True))
    rows = {row.item_id: row for row in ours.order_by("item__sku")}
    if not rows:
        text = _("Nothing is reserved for %(ref)s.")
        raise NothingReserved(text % {"ref": order_ref}, order_ref=order_ref)
    return rows


def _leaving(
    order_ref: str, rows: dict[int, Reservation], lines: Lines | None, to: ReservationState
) -> list[tuple[Reservation, int]]:
    """Return what leaves the promise; nothing when all of it left this way before."""
    wanted = _wanted(rows, lines)
    if not wanted and all(row.state != to for row in rows.values()):
        raise _closed(order_ref, next(iter(rows.values())))
    for item_id, quantity in wanted.items():
        if item_id not in rows or rows[item_id].held < quantity:
            raise _closed(order_ref, rows.get(item_id))
    return [(rows[item_id], quantity) for item_id, quantity in wanted.items()]


def _wanted(rows: dict[int, Reservation], lines: Lines | None) -> dict[int, int]:
    if lines is None:
        return {item_id: row.held for item_id, row in rows.items() if row.held}
    pieces = added_up(lines)
    ids = ids_of(pieces)
    return {ids[sku]: quantity for sku, quantity in sorted(pieces.items())}


def _close(row: Reservation, to: ReservationState, quantity: int, at: datetime) -> None:
    """Count what left; what holds nothing more is shipped if anything of it was."""
    column = "shipped" if to == ReservationState.SHIPPED else "released"
    changes: dict[str, object] = {column: getattr(row, column) + quantity}
    if row.held == quantity:
        is_shipped = to == ReservationState.SHIPPED or row.shipped
        state = ReservationState.SHIPPED if is_shipped else ReservationState.RELEASED
        changes |= {"state": state, "closed_at": at}
    Reservation.objects.filter(pk=row.pk).update(**changes)


def _closed(order_ref: str, row: Reservation | None) -> AlreadyClosed:
    state = row.get_state_display() if row else "-"
    text = _("%(ref)s does not hold that many pieces any more (%(state)s). Load the order again.")
    return AlreadyClosed(text % {"ref": order_ref, "state": state}, order_ref=order_ref)
