"""Note when orders arrived; from then on their earnings begin to vest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from commissions.models import VolumeDelivery, VolumeEntry
from commissions.services.record_volume import BATCH, company_day, record_volume
from shop.public import arrivals


class _Entry(NamedTuple):
    id: int
    is_delivered: bool


@transaction.atomic
def set_vesting(*, order_ids: Sequence[int], at: datetime) -> int:
    """Record the day of delivery for orders that brought volume; return how many were new.

    The day itself is kept, not the end of a holding period: how long that is, the plan says, and
    a delivery may be known before any plan is. Volume that is not recorded yet is recorded here,
    so the two reactions to an import may come in any order.
    """
    entries = _entries(order_ids)
    if unknown := set(order_ids) - entries.keys():
        record_volume(order_ids=list(unknown), at=at)
        entries |= _entries(unknown)
    day = company_day()
    deliveries = [
        VolumeDelivery(entry_id=entry.id, delivered_on=day(arrived_at), recorded_at=at)
        for order_id, arrived_at in arrivals(entries).items()
        if not (entry := entries[order_id]).is_delivered
    ]
    VolumeDelivery.objects.bulk_create(deliveries, batch_size=BATCH, ignore_conflicts=True)
    return len(deliveries)


def _entries(order_ids: Collection[int]) -> dict[int, _Entry]:
    rows = VolumeEntry.objects.filter(order_id__in=order_ids)
    found = rows.values_list("order_id", "id", "delivery")
    return {order_id: _Entry(entry, delivery is not None) for order_id, entry, delivery in found}
