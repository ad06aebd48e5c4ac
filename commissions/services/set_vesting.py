"""Note when orders arrived; from then on their earnings begin to vest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commissions.models import VolumeDelivery, VolumeEntry
from commissions.services.record_volume import BATCH, company_day, record_volume_of
from shop.public import order_facts


@transaction.atomic
def set_vesting(*, order_ids: Sequence[int], at: datetime) -> int:
    """Record the day of delivery for orders that brought volume; return how many were new.

    The day itself is kept, not the end of a holding period: how long that is, the plan says, and
    a delivery may be known before any plan is. Volume that is not recorded yet is recorded here,
    so the two reactions to an import may come in any order.
    """
    orders = order_facts(order_ids)
    record_volume_of(orders, at=at)
    arrived = {o.order_id: o.delivered_at for o in orders if o.delivered_at is not None}
    entries = VolumeEntry.objects.filter(order_id__in=list(arrived), delivery=None)
    day = company_day()
    deliveries = [
        VolumeDelivery(entry_id=entry_id, delivered_on=day(arrived[order_id]), recorded_at=at)
        for entry_id, order_id in entries.values_list("id", "order_id")
    ]
    VolumeDelivery.objects.bulk_create(deliveries, batch_size=BATCH, ignore_conflicts=True)
    return len(deliveries)
