"""Goods that come back from buyers: announced, then restocked or scrapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound, Refused
from core.locks import Lock, take
from inventory.models import ExpectedReturn, Stock, StockMovement
from inventory.models.item import MovementKind
from inventory.services.known_items import ids_of
from inventory.services.reserve import added_up


class NotExpected(NotFound):
    """Nobody announced such a return."""

    code = "inventory.return_not_expected"


class MoreCameBack(Refused):
    """More pieces came back than were announced."""

    code = "inventory.more_came_back"


class SoldAgain(Refused):
    """The pieces went on the shelf and are promised to others by now."""

    code = "inventory.return_sold_again"


@dataclass(frozen=True, slots=True)
class CameBack:
    """Pieces of one item that came back: how many go on the shelf, how many are thrown away."""

    sku: str
    restocked: int
    scrapped: int


@transaction.atomic
def expect_return(*, return_ref: str, lines: Sequence[tuple[str, int]], at: datetime) -> None:
    """Write down what will come back. The same announcement again changes nothing.

    Raises: BadQuantity; UnknownItem.
    """
    wanted = added_up(lines)
    take(Lock.STOCK, *wanted)
    ids = ids_of(wanted)
    ExpectedReturn.objects.bulk_create(
        (
            ExpectedReturn(
                return_ref=return_ref, item_id=ids[sku], quantity=quantity, expected_at=at
            )
            for sku, quantity in wanted.items()
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def receive_return(
    *, return_ref: str, lines: Sequence[CameBack], actor_label: str, at: datetime
) -> None:
    """Book what came back, once: good pieces on the shelf, the others in and out again.

    Whatever was announced and is not named did not come.

    Raises: NotExpected; MoreCameBack; UnknownItem.
    """
    expected = ExpectedReturn.objects.filter(return_ref=return_ref).order_by("item__sku")
    take(Lock.STOCK, *expected.values_list("item__sku", flat=True))
    rows = {row.item_id: row for row in expected}
    if not rows:
        raise NotExpected(_("No return of this number was announced."), return_ref=return_ref)
    if any(row.closed_at for row in rows.values()):
        return
    ids = ids_of(line.sku for line in lines)
    came = {ids[line.sku]: line for line in lines}
    if came.keys() - rows.keys():
        raise _more(return_ref)
    for item_id, row in rows.items():
        line = came.get(item_id)
        _book(row, line.restocked if line else 0, line.scrapped if line else 0, actor_label, at)


@transaction.atomic
def send_return_back(*, return_ref: str, actor_label: str, at: datetime) -> None:
    """Take what went on the shelf off it again: it goes back to who sent it. Once.

    Raises: SoldAgain.
    """
    rows = ExpectedReturn.objects.filter(return_ref=return_ref, restocked__gt=0)
    found = rows.order_by("item__sku").values_list("item", "item__sku", "restocked")
    lying = [(item_id, sku, count or 0) for item_id, sku, count in found]
    take(Lock.STOCK, *(sku for _item, sku, _count in lying))
    reference = f"{return_ref}/back"
    if StockMovement.objects.filter(reference=reference).exists():
        return
    for item_id, sku, count in lying:
        free = Stock.objects.filter(item=item_id, on_hand__gte=F("reserved") + count)
        if not free.update(on_hand=F("on_hand") - count):
            text = _("%(sku)s of this return is promised to orders already. Accept the return.")
            raise SoldAgain(text % {"sku": sku}, sku=sku)
        StockMovement.objects.create(
            item_id=item_id, kind=MovementKind.SHIPMENT, quantity=count, reference=reference,
            actor=actor_label, at=at,
        )  # fmt: skip


def _book(row: ExpectedReturn, restocked: int, scrapped: int, actor: str, at: datetime) -> None:
    if restocked < 0 or scrapped < 0 or restocked + scrapped > row.quantity:
        raise _more(row.return_ref)
    ExpectedReturn.objects.filter(pk=row.pk).update(
        restocked=restocked, scrapped=scrapped, closed_at=at
    )
    moved = {MovementKind.RETURN: restocked + scrapped, MovementKind.SCRAP: scrapped}
    StockMovement.objects.bulk_create(
        StockMovement(
            item_id=row.item_id, kind=kind, quantity=quantity, reference=row.return_ref,
            actor=actor, at=at,
        )
        for kind, quantity in moved.items()
        if quantity
    )  # fmt: skip
    Stock.objects.filter(item=row.item_id).update(on_hand=F("on_hand") + restocked)


def _more(return_ref: str) -> MoreCameBack:
    text = _("More pieces came back than were announced. Announce a return for the others.")
    return MoreCameBack(text, return_ref=return_ref)
