"""A member objects to a Gutschrift; finance settles the objection, by a new one if need be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

import network.public as network
from core import audit, encryption
from core.company import local_date
from core.errors import Conflict, Invalid
from core.policy import Actor, require
from finance.facts import Booking
from finance.models import Claim, ClaimUse, CreditNote, CreditNoteObjection
from finance.models.claim import ClaimKind
from finance.rules.account_paths import PAYABLE, RECEIVABLE, VESTED, account_of, member_id_of
from finance.rules.credit_plan import CreditPlan, Match
from finance.rules.credit_postings import CreditStanding, CreditTotals, credit_postings
from finance.selectors.balances import balances
from finance.selectors.claims import suppliers_of
from finance.selectors.documents import DocumentNotFound
from finance.services.authors import author
from finance.services.book import lock_payables
from finance.services.claim_rows import book_new
from finance.services.credit_papers import corrections_of
from finance.services.write_credit_papers import Writer

MAX_REASON = 1_000


class ObjectionReasonMissing(Invalid):
    """Without words nobody knows what is wrong."""

    code = "finance.objection_reason_missing"


class ObjectedAlready(Conflict):
    """There is an objection to this document."""

    code = "finance.objected_already"


class NoOpenObjection(Conflict):
    """Nobody objected, or the objection is settled."""

    code = "finance.no_open_objection"


@transaction.atomic
def object_to_credit_note(*, number: str, reason: str, actor: Actor, at: datetime) -> None:
    """Keep a member's objection; from now on the paper is no invoice (§ 14 (2) UStG).

    Raises: DocumentNotFound; ObjectionReasonMissing; ObjectedAlready.
    """
    note = _note(number)
    require(actor, "finance.object_to_credit_note", member_id=member_id_of(note.payee))
    if not reason.strip():
        raise ObjectionReasonMissing(_("Please say what is wrong, so that we can settle anew."))
    person = note.document.person_id
    _row, is_new = CreditNoteObjection.objects.get_or_create(
        document_id=note.pk,
        defaults={
            "person_id": person,
            "reason_sealed": encryption.seal(person, reason.strip()[:MAX_REASON]),
            "objected_at": at,
            "objected_by": author(actor),
        },
    )
    if not is_new:
        raise ObjectedAlready(_("There is already an objection to this document."))
    _record("finance.object_to_credit_note", note, actor, at)


@transaction.atomic
def settle_objection(*, number: str, is_withdrawn: bool, actor: Actor, at: datetime) -> None:
    """Close an objection. Where the paper falls it is corrected to nothing, and what stood on it
    is open again for the next Gutschriften.

    Raises: NotAllowed; DocumentNotFound; NoOpenObjection; OwnInterest.
    """
    require(actor, "finance.issue_credit_notes")
    note = _note(number)
    network.refuse_own_interest(actor, member_id_of(note.payee))
    lock_payables(note.document.currency)
    rows = CreditNoteObjection.objects.select_for_update().filter(pk=note.pk, settled_at=None)
    row = rows.first()
    if row is None:
        raise NoOpenObjection(_("There is no open objection to this document. Load it again."))
    row.settled_at, row.settled_by = at, author(actor)
    row.save(update_fields=["settled_at", "settled_by"])
    _record("finance.settle_objection", note, actor, at, is_withdrawn=is_withdrawn)
    if not is_withdrawn:
        _open_again(note, at)


def _note(number: str) -> CreditNote:
    readable = number if number.isprintable() else ""
    rows = CreditNote.objects.select_related("document")
    note = rows.filter(document__number=readable, document__corrects=None).first()
    if note is None:
        raise DocumentNotFound(_("There is no such document. Check the number or sign in."))
    return note


def _open_again(note: CreditNote, at: datetime) -> None:
    left = F("amount_minor") + Coalesce(Sum("lowered_by__amount_minor"), 0)
    uses = ClaimUse.objects.filter(document_id=note.pk, amount_minor__gt=0)
    standing = list(uses.annotate(left=left).filter(left__gt=0).select_related("claim"))
    if not standing:
        return
    booked = _book(note, sum(_left(use) for use in standing), at)
    falling = _claims(note, standing, booked, at)
    matches = tuple(
        Match(claim.pk, use.pk, _left(use)) for claim, use in zip(falling, standing, strict=True)
    )
    plan = CreditPlan((), (), matches)
    papers = list(corrections_of(plan))
    facts = network.tax_facts([note.declaration_id])
    known = suppliers_of([note.payee], local_date(at))
    writer = Writer(note.document.currency, at, known, facts)
    writer.issue_notes(papers)
    writer.write(booked, plan, papers)
    writer.finish()


def _book(note: CreditNote, net_minor: int, at: datetime) -> int:
    """Move net and VAT of the paper back to where they came from; what was paid is owed."""
    document = note.document
    corrected = document.corrections.aggregate(tax=Sum("tax_minor"))["tax"] or 0
    names = (VESTED, PAYABLE, RECEIVABLE)
    found = balances([account_of(note.payee, name) for name in names], document.currency)
    vested, payable, receivable = (found[account_of(note.payee, name)] for name in names)
    # Claims come back with the money: neither is more than the other by this.
    before = CreditStanding(vested, payable, receivable, vested)
    totals = CreditTotals(0, 0, net_minor, document.tax_minor - corrected)
    postings = credit_postings(note.payee, before, totals, document.currency)
    key = f"objection:{document.number}"
    booking = Booking(key, "finance.objection_settled", local_date(at), postings, key)
    return book_new([booking], at=at)[key]


def _claims(
    note: CreditNote, standing: Sequence[ClaimUse], transaction_id: int, at: datetime
) -> list[Claim]:
    """Store each claim anew, and its mirror that lowers the paper; return the mirrors."""
    same = {
        "transaction_id": transaction_id,
        "payee": note.payee,
        "currency": note.document.currency,
        "vested_on": local_date(at),
    }
    Claim.objects.bulk_create(
        Claim(
            **same,
            kind=ClaimKind.VESTED,
            reference=use.claim.reference,
            service_on=use.claim.service_on,
            amount_minor=_left(use),
        )
        for use in standing
    )
    return Claim.objects.bulk_create(
        Claim(
            **same,
            kind=ClaimKind.TAKEN_BACK,
            reference=f"objection:{note.document.number}",
            corrects=use.claim.reference,
            service_on=use.claim.service_on,
            amount_minor=-_left(use),
        )
        for use in standing
    )


def _left(use: ClaimUse) -> int:
    left: int = use.left  # type: ignore[attr-defined]
    return left


def _record(action: str, note: CreditNote, actor: Actor, at: datetime, **facts: bool) -> None:
    told = {"number": note.document.number, **facts}
    audit.record(actor=actor, action=action, subject=note.payee, at=at, facts=told)
