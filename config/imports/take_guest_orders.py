"""Take staged rows in as paid and delivered orders of guests: no members, no points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

import shop.public as shop
from config.imports.progress import Progress
from config.imports.staging import StagedOrder, batches, staged_orders

BATCH = 1000


@dataclass(frozen=True, slots=True)
class Taken:
    """How many orders were new, and how many were there already."""

    created: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the rows come from and in which currency they are."""

    source: str
    currency: str


def take_guest_orders(origin: Origin, *, count: int, at: datetime, progress: Progress) -> Taken:
    """Import the rows 1 to `count`, a batch a transaction; what is there already is skipped."""
    progress.begin(_("importing"), count)
    created = skipped = 0
    for first, last in batches(1, count, BATCH):
        orders = [guest_order(row, origin.currency) for row in staged_orders(first, last)]
        result = shop.import_orders(source=origin.source, orders=orders, at=at)
        created, skipped = created + result.created, skipped + result.skipped
        progress.show(last, last)
    progress.end(count)
    return Taken(created, skipped)


def guest_order(row: StagedOrder, currency: str) -> shop.ImportedOrder:
    """Turn a row into an order that scores nothing and credits nobody."""
    return shop.ImportedOrder(
        external_reference=row.reference,
        buyer_reference=row.customer,
        placed_on=row.day,
        quantity=row.quantity,
        gross_minor=row.amount_minor,
        currency=currency,
        pv_minor=0,
        cv_minor=0,
        buyer_member_id=None,
    )
