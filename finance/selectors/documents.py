"""Invoices and corrections for their recipients and for staff."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core import encryption, policy
from core.errors import NotFound
from core.paging import PageRequest
from core.periods import BadPeriod, Period
from core.policy import Actor
from finance.document_facts import SELF_BILLED, DocumentFilter, DocumentPage, DocumentRow
from finance.models import Document

ALL = DocumentFilter()
SORTS = {
    "number": ("issued_on", "id"),
    "issued_on": ("issued_on", "id"),
    "gross": ("gross_minor", "id"),
    "order": ("order_number", "id"),
}


class DocumentNotFound(NotFound):
    """There is no such document, or it is somebody else's."""

    code = "finance.document_not_found"


def documents_of(subject: str) -> tuple[DocumentRow, ...]:
    """Return the documents about a subject ("order:17"), oldest first; the caller has asked."""
    return _rows(_listed().filter(subject=subject).order_by("id"))


def document_by_key(key: str) -> DocumentRow | None:
    """Return what a key has issued ("delivery:12"); the caller has asked the policy."""
    return next(iter(_rows(_listed().filter(key=key))), None)


def document_for(*, actor: Actor, number: str) -> DocumentRow:
    """Return a document; one that this actor may not see is as good as none.

    Raises: DocumentNotFound.
    """
    return _rows([document_row(actor=actor, number=number)])[0]


def document_row(*, actor: Actor, number: str) -> Document:
    """Return the stored document for use cases of this room.

    Raises: DocumentNotFound.
    """
    readable = number if number.isprintable() else ""
    row = _listed().filter(number=readable).select_related("letterhead").first()
    if row is None or not policy.allowed(actor, "finance.see_document", account_id=row.account_id):
        raise DocumentNotFound(_("There is no such document. Check the number or sign in."))
    return row


def documents_page(
    *, actor: Actor, page: PageRequest, wanted: DocumentFilter = ALL
) -> DocumentPage:
    """List documents for staff, with recipients and the sums of the page.

    Raises: NotAllowed.
    """
    policy.require(actor, "finance.list_documents")
    start, stop = page.bounds
    stored = list(_wanted(wanted)[start:stop])
    blobs = [(row.person_id, bytes(row.content_sealed)) for row in stored]
    contents = encryption.unseal_many_or(blobs, "")
    rows = page.page(_rows(stored, [_recipient(content) for content in contents]))
    sums: dict[str, int] = {}
    for row in rows.items:
        sums[row.currency] = sums.get(row.currency, 0) + row.signed_gross_minor
    return DocumentPage(rows, tuple(sorted(sums.items())))


def _wanted(wanted: DocumentFilter) -> QuerySet[Document]:
    # What partners get for their services has a list of its own.
    rows = _listed().exclude(kind__in=SELF_BILLED)
    if words := wanted.query.strip().replace("\x00", ""):
        rows = rows.filter(Q(number__iexact=words) | Q(order_number=words))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind.replace("\x00", ""))
    if month := _month(wanted.month):
        rows = rows.filter(issued_on__gte=month.starts_on, issued_on__lt=month.ends_before)
    names = SORTS.get(wanted.sort.removeprefix("-"), SORTS["number"])
    sign = "-" if wanted.sort.startswith("-") else ""
    return rows.order_by(*(f"{sign}{name}" for name in names))


def _month(text: str) -> Period | None:
    try:
        return Period(text) if text else None
    except BadPeriod:
        return None


def _listed() -> QuerySet[Document]:
    return Document.objects.annotate(
        corrects_number=F("corrects__number"),
        corrected_by=ArrayAgg(
            "corrections__number",
            filter=Q(corrections__isnull=False),
            order_by="corrections__id",
            default=[],
        ),
    )


def _recipient(content: str) -> str:
    lines: list[str] = json.loads(content)["recipient"] if content else []
    return lines[0] if lines else ""


def _rows(
    stored: Sequence[Any] | QuerySet[Any], recipients: Sequence[str] = ()
) -> tuple[DocumentRow, ...]:
    found = list(stored)
    names = recipients or [""] * len(found)
    return tuple(_row(row, name) for row, name in zip(found, names, strict=True))


def _row(row: Any, recipient: str) -> DocumentRow:
    issued_on: date = row.issued_on
    return DocumentRow(
        document_id=row.pk,
        number=row.number,
        kind=row.kind,
        key=row.key,
        subject=row.subject,
        order_number=row.order_number,
        account_id=row.account_id,
        issued_on=issued_on,
        currency=row.currency,
        gross_minor=row.gross_minor,
        net_minor=row.net_minor,
        tax_minor=row.tax_minor,
        corrects=row.corrects_number or "",
        corrected_by=tuple(row.corrected_by),
        recipient=recipient,
    )
