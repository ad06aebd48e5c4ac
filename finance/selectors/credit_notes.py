"""Gutschriften and their corrections, for their members and for staff."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, QuerySet

from core import encryption
from core.paging import Page, PageRequest
from core.policy import Actor, require
from finance.claim_facts import CreditNoteRow
from finance.document_facts import ORIGINALS
from finance.models import CreditNote, CreditNoteObjection
from finance.rules.account_paths import member_id_of, payee_of_member


def credit_notes_of(actor: Actor, payee: str, page: PageRequest) -> Page[CreditNoteRow]:
    """Return a payee's Gutschriften and corrections, newest first.

    Raises: NotAllowed.
    """
    require(actor, "finance.see_credit_notes", member_id=member_id_of(payee))
    return _page(_listed().filter(payee=payee), page)


def credit_notes_page(
    actor: Actor, page: PageRequest, *, query: str = "", objected: bool = False
) -> Page[CreditNoteRow]:
    """List Gutschriften for staff: all, those of a number, or those with an open objection.

    Raises: NotAllowed.
    """
    require(actor, "finance.list_credit_notes")
    rows = _listed()
    if words := query.strip().replace("\x00", ""):
        wanted = Q(document__number__iexact=words)
        if words.isdecimal() and words.isascii() and 0 < int(words) < 10**17:
            wanted |= Q(payee=payee_of_member(int(words)))
        rows = rows.filter(wanted)
    if objected:
        rows = rows.filter(
            document__objection__isnull=False, document__objection__settled_at__isnull=True
        )
    return _page(rows, page)


def open_objections() -> int:
    """Count the objections nobody has settled; the caller has asked the policy."""
    return CreditNoteObjection.objects.filter(settled_at=None).count()


def objection_reason(actor: Actor, number: str) -> str:
    """Return what a member objected to, or nothing where it did not.

    Raises: NotAllowed.
    """
    row = CreditNoteObjection.objects.filter(document__number=number).first()
    if row is None:
        return ""
    member_id = member_id_of(row.document.credit_note.payee)
    require(actor, "finance.see_credit_notes", member_id=member_id)
    return encryption.unseal_many_or([(row.person_id, bytes(row.reason_sealed))], "")[0]


def _listed() -> QuerySet[Any]:
    return CreditNote.objects.select_related("document").annotate(
        corrects=F("document__corrects__number"),
        corrected_by=ArrayAgg(
            "document__corrections__number",
            filter=Q(document__corrections__isnull=False),
            order_by="document__corrections__id",
            default=[],
        ),
        objected_at=F("document__objection__objected_at"),
        settled_at=F("document__objection__settled_at"),
    )


def _page(rows: QuerySet[Any], page: PageRequest) -> Page[CreditNoteRow]:
    start, stop = page.bounds
    return page.page(map(_shown, rows.order_by("-document_id")[start:stop]))


def _shown(row: Any) -> CreditNoteRow:
    document = row.document
    sign = -1 if document.kind in ORIGINALS else 1
    return CreditNoteRow(
        number=document.number,
        kind=document.kind,
        payee=row.payee,
        issued_on=document.issued_on,
        service_from=row.service_from,
        service_to=row.service_to,
        tax_kind=row.tax_kind,
        currency=document.currency,
        net_minor=sign * document.net_minor,
        tax_minor=sign * document.tax_minor,
        gross_minor=sign * document.gross_minor,
        corrects=row.corrects or "",
        corrected_by=tuple(row.corrected_by),
        objected_at=row.objected_at,
        settled_at=row.settled_at,
    )
