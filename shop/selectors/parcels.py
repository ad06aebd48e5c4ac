"""The parcels of an order."""

from __future__ import annotations

from collections import defaultdict

from shop.models import Fulfillment, FulfillmentLine
from shop.rules.carriers import carrier_name, tracking_url
from shop.values.deliveries import ParcelLine, ParcelView


def parcels_of(order_id: int) -> tuple[ParcelView, ...]:
    """Return an order's parcels in the order in which they left, in two statements."""
    lines: dict[int, list[ParcelLine]] = defaultdict(list)
    packed = FulfillmentLine.objects.filter(fulfillment__order=order_id).order_by(
        "order_line__position"
    )
    fields = ("order_line", "order_line__name", "order_line__sku", "quantity")
    for parcel_id, *line in packed.values_list("fulfillment", *fields):
        lines[parcel_id].append(ParcelLine(*line))
    parcels = Fulfillment.objects.filter(order=order_id).order_by("pk")
    return tuple(_view(parcel, tuple(lines[parcel.pk])) for parcel in parcels)


def _view(parcel: Fulfillment, lines: tuple[ParcelLine, ...]) -> ParcelView:
    return ParcelView(
        delivery_id=parcel.pk,
        shipped_at=parcel.shipped_at,
        delivered_at=parcel.delivered_at,
        carrier=parcel.carrier,
        carrier_name=carrier_name(parcel.carrier),
        tracking_number=parcel.tracking_number,
        tracking_url=tracking_url(parcel.carrier, parcel.tracking_number),
        lines=lines,
    )
