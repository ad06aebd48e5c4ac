"""Turn what was cancelled or taken back of paid orders into volume that is gone again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from commissions.facts import VolumeReversed
from commissions.models import VolumeEntry, VolumeLine, VolumeReversal, VolumeReversalLine
from commissions.services.record_volume import BATCH, company_day, record_volume_of
from core.errors import InvariantBroken
from core.rounding import round_half_up
from shop.public import OrderFacts, order_facts
from shop.public import ReversalFacts as Undone

# A reversal of an order with its place among the order's reversals, which are kept oldest first.
Numbered = tuple[OrderFacts, int, Undone]


@transaction.atomic
def reverse_volume(*, order_ids: Sequence[int], at: datetime) -> VolumeReversed:
    """Record every reversal of these orders from their facts; a repeat changes nothing.

    The day is the company's day of the reversal; which run counts it and what becomes of earnings,
    plans say. Volume that is not recorded yet is recorded here, so events may come in any order.
    """
    orders = order_facts(order_ids)
    record_volume_of(orders, at=at)
    entries = {entry.order_id: entry for entry in _entries(orders)}
    undone = [each for each in _numbered(orders) if each[0].order_id in entries]
    known = set(_known(undone))
    new = [each for each in undone if each[2].reversal_id not in known]
    if new:
        _store(new, entries, at)
        _refuse_more_than_was_sold(entries)
    return VolumeReversed(created=len(new), skipped=len(undone) - len(new))


def _entries(orders: Sequence[OrderFacts]) -> QuerySet[VolumeEntry]:
    reversed_orders = [order.order_id for order in orders if order.reversals]
    return VolumeEntry.objects.filter(order_id__in=reversed_orders)


def _numbered(orders: Sequence[OrderFacts]) -> Iterator[Numbered]:
    for order in orders:
        for number, undone in enumerate(order.reversals, start=1):
            yield order, number, undone


def _known(undone: Sequence[Numbered]) -> QuerySet[VolumeReversal, int]:
    wanted = [each.reversal_id for _order, _number, each in undone]
    found = VolumeReversal.objects.filter(reversal_id__in=wanted)
    return found.values_list("reversal_id", flat=True)


def _store(new: Sequence[Numbered], entries: Mapping[int, VolumeEntry], at: datetime) -> None:
    day = company_day()
    VolumeReversal.objects.bulk_create(
        (_reversal(each, entries[each[0].order_id].pk, day, at) for each in new),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    numbers = [each.reversal_id for _order, _number, each in new]
    stored = VolumeReversal.objects.filter(reversal_id__in=numbers)
    ids = dict(stored.values_list("reversal_id", "id"))
    sold = VolumeLine.objects.filter(entry__in=[entry.pk for entry in entries.values()])
    lines = dict(sold.values_list("order_line_id", "id"))
    VolumeReversalLine.objects.bulk_create(
        (
            VolumeReversalLine(
                reversal_id=ids[undone.reversal_id],
                line_id=lines[piece.line_id],
                quantity=piece.quantity,
                pv_minor=-piece.pv_minor,
                cv_minor=-piece.cv_minor,
                net_minor=-piece.net_minor,
                retail_minor=-_retail_minor(order, number, piece.line_id),
            )
            for order, number, undone in new
            for piece in undone.lines
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def _reversal(
    numbered: Numbered, entry_id: int, day: Callable[[datetime], date], at: datetime
) -> VolumeReversal:
    order, number, undone = numbered
    return VolumeReversal(
        entry_id=entry_id,
        reversal_id=undone.reversal_id,
        number=number,
        reason=undone.reason,
        attributable_to_company=undone.attributable_to_company,
        pv_minor=-sum(piece.pv_minor for piece in undone.lines),
        cv_minor=-sum(piece.cv_minor for piece in undone.lines),
        net_minor=-sum(piece.net_minor for piece in undone.lines),
        retail_minor=-sum(_retail_minor(order, number, piece.line_id) for piece in undone.lines),
        reversed_on=day(undone.at),
        recorded_at=at,
    )


def _retail_minor(order: OrderFacts, number: int, line_id: int) -> int:
    """Return the retail margin of the pieces of a line that one reversal takes back.

    Keeps:  running totals: all pieces of a line together are worth its whole margin.
    """
    line = next(line for line in order.lines if line.line_id == line_id)
    gone = [
        sum(piece.quantity for piece in undone.lines if piece.line_id == line_id)
        for undone in order.reversals[:number]
    ]
    after, before = sum(gone), sum(gone[:-1])
    whole, pieces = line.retail_minor, line.quantity
    return round_half_up(whole * after, pieces) - round_half_up(whole * before, pieces)


def _refuse_more_than_was_sold(entries: Mapping[int, VolumeEntry]) -> None:
    left = {
        entry.pk: [entry.pv_minor, entry.cv_minor, entry.net_minor] for entry in entries.values()
    }
    taken = VolumeReversal.objects.filter(entry__in=left)
    for entry_id, *amounts in taken.values_list("entry", "pv_minor", "cv_minor", "net_minor"):
        for place, amount in enumerate(amounts):
            left[entry_id][place] += amount
    for entry in entries.values():
        if min(left[entry.pk]) < 0:
            raise InvariantBroken(f"more of order {entry.order_ref} came back than was sold")
