"""Turn paid orders into volume."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from commissions.facts import VolumeRecorded
from commissions.models import PartyHeld, VolumeEntry, VolumeKind, VolumeLine
from core.company import company
from core.rounding import round_half_up
from shop.public import OrderFacts, order_facts, party_facts

BATCH = 2_000
SALE = "sale"


@transaction.atomic
def record_volume(*, order_ids: Sequence[int], at: datetime) -> VolumeRecorded:
    """Record the volume of orders from their state; a repeat changes nothing.

    A sale brings volume once it is paid and credited to a member; samples, gifts and replacements
    never do. The days are the company's.
    """
    return record_volume_of(order_facts(order_ids), at=at)


@transaction.atomic
def record_party(*, number: int, at: datetime) -> bool:
    """Record that a party was closed; its orders count from now on. A repeat changes nothing."""
    found = party_facts([number])
    if not found or PartyHeld.objects.filter(party=number).exists():
        return False
    (party,) = found
    PartyHeld.objects.create(
        party=number,
        member_id=party.member_id,
        booked_at=party.booked_at,
        closed_on=company_day()(party.closed_at),
        recorded_at=at,
    )
    return True


def record_volume_of(orders: Sequence[OrderFacts], *, at: datetime) -> VolumeRecorded:
    """Record the volume of orders whose facts are known already."""
    bringing = {order.order_id: order for order in orders if _brings_volume(order)}
    known = set(_entries(bringing).values_list("order_id", flat=True))
    new = {number: order for number, order in bringing.items() if number not in known}
    if new:
        day = company_day()
        VolumeEntry.objects.bulk_create(
            (_entry(order, day, at) for order in new.values()),
            batch_size=BATCH,
            ignore_conflicts=True,
        )
        ids = dict(_entries(new).values_list("order_id", "id"))
        VolumeLine.objects.bulk_create(
            (line for order in new.values() for line in _lines(order, ids[order.order_id])),
            batch_size=BATCH,
            ignore_conflicts=True,
        )
    return VolumeRecorded(created=len(new), skipped=len(orders) - len(new))


def company_day() -> Callable[[datetime], date]:
    """Return what turns an instant into the company's day, asking for its time zone once."""
    zone = ZoneInfo(company().time_zone)
    return lambda instant: instant.astimezone(zone).date()


def _brings_volume(order: OrderFacts) -> bool:
    is_paid = order.paid_at is not None
    return order.kind == SALE and is_paid and order.credited_member_id is not None


def _entries(orders: Iterable[int]) -> QuerySet[VolumeEntry]:
    return VolumeEntry.objects.filter(order_id__in=list(orders))


def _entry(order: OrderFacts, day: Callable[[datetime], date], at: datetime) -> VolumeEntry:
    assert order.paid_at is not None
    assert order.credited_member_id is not None
    return VolumeEntry(
        order_id=order.order_id,
        order_ref=order.number,
        member_id=order.credited_member_id,
        kind=VolumeKind.OWN if order.buyer_is_member else VolumeKind.CUSTOMER,
        pv_minor=sum(line.pv_minor for line in order.lines),
        cv_minor=sum(line.cv_minor for line in order.lines),
        net_minor=sum(line.net_minor for line in order.lines),
        currency=order.currency,
        placed_on=day(order.placed_at),
        paid_on=day(order.paid_at),
        payment_method=order.payment_method,
        country=order.country,
        retail_minor=sum(line.retail_minor for line in order.lines),
        buyer=_buyer(order),
        credit_minor=_credit_minor(order),
        party=order.party,
        recorded_at=at,
    )


def _buyer(order: OrderFacts) -> str:
    """Tell a member's customers apart: by account, or by what another system calls them, hashed."""
    if order.buyer_is_member:
        return ""
    if order.account_id is not None:
        return f"account:{order.account_id}"
    if not order.external_buyer:
        return ""
    told = f"{order.origin}\n{order.external_buyer}"
    return f"import:{hashlib.sha256(told.encode()).hexdigest()[:32]}"


def _credit_minor(order: OrderFacts) -> int:
    """Return the net of what a hostess' credit paid of the goods: their share of it."""
    gross = sum(line.gross_minor for line in order.lines)
    net = sum(line.net_minor for line in order.lines)
    return round_half_up(net * order.credit_minor, gross) if order.credit_minor else 0


def _lines(order: OrderFacts, entry_id: int) -> Iterable[VolumeLine]:
    for line in order.lines:
        yield VolumeLine(
            entry_id=entry_id,
            order_line_id=line.line_id,
            sku=line.sku,
            quantity=line.quantity,
            pv_minor=line.pv_minor,
            cv_minor=line.cv_minor,
            net_minor=line.net_minor,
            retail_minor=line.retail_minor,
            category=line.category,
        )
