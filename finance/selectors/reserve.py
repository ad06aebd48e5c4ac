"""What is kept in reserve, and when it comes free."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from finance.models import ReserveLot
from finance.rules.cascade import Lot


def open_lots(payees: Collection[str], currency: str) -> dict[str, list[Lot]]:
    """Return what is left of payees' reserves, in the order in which it comes free."""
    found: dict[str, list[Lot]] = {}
    for row in with_left(ReserveLot.objects.filter(payee__in=payees, currency=currency)):
        found.setdefault(row.payee, []).append(lot_of(row))
    return found


def next_release(payee: str, currency: str) -> tuple[date | None, int]:
    """Return the next day on which something of a payee's reserve comes free, and how much."""
    lots = open_lots([payee], currency).get(payee, [])
    if not lots:
        return None, 0
    comes_on = lots[0].release_on
    return comes_on, sum(lot.left_minor for lot in lots if lot.release_on == comes_on)


def reserve_calendar(payee: str, currency: str) -> tuple[tuple[str, int], ...]:
    """Return how much of a payee's reserve comes free in which month ("2026-09"), in order.

    The caller has asked the policy.
    """
    months: dict[str, int] = {}
    for lot in open_lots([payee], currency).get(payee, []):
        key = f"{lot.release_on:%Y-%m}"
        months[key] = months.get(key, 0) + lot.left_minor
    return tuple(sorted(months.items()))


def with_left(lots: QuerySet[ReserveLot]) -> QuerySet[ReserveLot]:
    """Add `left_minor` to the open ones of these lots."""
    left = F("amount_minor") - Coalesce(Sum("moves__amount_minor"), 0)
    return lots.filter(closed_at=None).annotate(left_minor=left).order_by("release_on", "id")


def lot_of(row: ReserveLot) -> Lot:
    """Return a lot as the rules see it."""
    left: int = row.left_minor  # type: ignore[attr-defined]
    return Lot(row.pk, row.reference, row.service_on, row.release_on, left)
