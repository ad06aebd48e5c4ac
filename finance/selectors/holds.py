"""Which payees finance holds, and why."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Q, QuerySet

from core import encryption
from core.paging import Page, PageRequest
from core.policy import Actor, require
from finance.claim_facts import Hold
from finance.models import PayeeHold


def holds_of(payees: Collection[str], at: datetime) -> dict[str, tuple[str, ...]]:
    """Return why payees are held at an instant; who is not held is left out."""
    rows = PayeeHold.objects.filter(payee__in=payees, placed_at__lte=at)
    rows = rows.filter(Q(lifted_at=None) | Q(lifted_at__gt=at)).order_by("payee", "reason")
    found: dict[str, tuple[str, ...]] = {}
    for payee, reason in rows.values_list("payee", "reason"):
        found[payee] = (*found.get(payee, ()), reason)
    return found


def holds_page(actor: Actor, page: PageRequest, *, payee: str = "") -> Page[Hold]:
    """List holds with their notes, those in force first, the newest before the others.

    Raises: NotAllowed.
    """
    require(actor, "finance.change_holds")
    rows: QuerySet[PayeeHold] = PayeeHold.objects.all()
    if payee:
        rows = rows.filter(payee=payee)
    start, stop = page.bounds
    found = list(rows.order_by(F("lifted_at").desc(nulls_first=True), "-id")[start:stop])
    blobs = [(row.key_id, bytes(row.note_sealed)) for row in found]
    notes = encryption.unseal_many_or(blobs, "")
    return page.page(_shown(row, note) for row, note in zip(found, notes, strict=True))


def _shown(row: PayeeHold, note: str) -> Hold:
    return Hold(
        hold_id=row.pk,
        payee=row.payee,
        reason=row.reason,
        placed_at=row.placed_at,
        placed_by=row.placed_by,
        lifted_at=row.lifted_at,
        lifted_by=row.lifted_by or "",
        note=note,
    )
