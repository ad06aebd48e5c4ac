"""Members' taxes: by day for Gutschriften, whole for the member and for staff."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import F, QuerySet

from core import encryption, policy
from core.addresses import Address
from core.company import local_date
from core.paging import Page, PageRequest
from core.policy import Actor
from network.models import Consent, Member, TaxDeclaration, TaxStatus
from network.rules.tax_kinds import SELF_BILLING
from network.tax_facts import (
    SelfBilling,
    Supplier,
    TaxDeclarationRow,
    TaxFacts,
    TaxFile,
    TaxSpan,
)

HISTORY_SHOWN = 60


def tax_status_on(member_ids: Collection[int], days: Iterable[date]) -> dict[tuple[int, date], str]:
    """Return the confirmed kind for each member and day that has one, as it is known now."""
    spans, wanted = _spans(member_ids), sorted(set(days))
    return {
        (member_id, day): span.kind
        for member_id, found in spans.items()
        for day in wanted
        for span in found
        if span.covers(day)
    }


def self_billing_agreed(member_ids: Collection[int], on: date) -> frozenset[int]:
    """Return the members whose agreement to Gutschriften holds on a day."""
    rows = Consent.objects.filter(account__member__id__in=member_ids, kind=SELF_BILLING)
    columns = rows.values_list("account__member__id", "accepted_at", "withdrawn_at")
    return frozenset(
        member_id
        for member_id, accepted_at, withdrawn_at in columns
        if local_date(accepted_at) <= on and (withdrawn_at is None or on < local_date(withdrawn_at))
    )


def suppliers(member_ids: Collection[int], on: date) -> dict[int, Supplier]:
    """Return members as recipients of Gutschriften; the caller has asked the policy."""
    spans, agreed = _spans(member_ids), self_billing_agreed(member_ids, on)
    rows = Member.objects.filter(pk__in=member_ids)
    columns = rows.values_list("pk", "account_id", "account__person_id", "account__language")
    return {
        pk: Supplier(pk, account, person, language, pk in agreed, tuple(spans.get(pk, ())))
        for pk, account, person, language in columns
    }


def tax_facts(declaration_ids: Collection[int]) -> dict[int, TaxFacts]:
    """Return names, addresses and numbers of declarations; a forgotten person has none."""
    rows = TaxDeclaration.objects.filter(pk__in=declaration_ids)
    found = list(rows.values_list("pk", "member__account__person_id", "facts_sealed"))
    opened = encryption.unseal_many_or([(person, bytes(told)) for _pk, person, told in found], "")
    pairs = zip(found, opened, strict=True)
    return {row[0]: _facts(text) for row, text in pairs if text}


def tax_file(*, actor: Actor, member_id: int, at: datetime) -> TaxFile:
    """Return everything about a member's taxes.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_tax_file", member_id=member_id)
    today = local_date(at)
    spans = tuple(_spans([member_id]).get(member_id, ()))
    declared = _rows(_declarations().filter(member_id=member_id).order_by("-id")[:HISTORY_SHOWN])
    agreements = _agreements(member_id)
    now = next((span for span in spans if span.covers(today)), None)
    missing = []
    if now is None:
        is_waiting = any(not row.decision for row in declared)
        missing.append("confirmation" if is_waiting else "status")
    if all(one.revoked_at is not None for one in agreements):
        missing.append("agreement")
    return TaxFile(member_id, now, spans, declared, agreements, tuple(missing))


def tax_declarations(
    *, actor: Actor, page: PageRequest, waiting_only: bool = True
) -> Page[TaxDeclarationRow]:
    """List declarations for whoever decides: the oldest that waits first, or all, newest first.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.decide_tax_status")
    rows = _declarations()
    rows = rows.filter(decided_at=None).order_by("declared_at", "id") if waiting_only else rows
    start, stop = page.bounds
    return page.page(_rows((rows if waiting_only else rows.order_by("-id"))[start:stop]))


def waiting_tax_declarations() -> int:
    """Count the declarations nobody has decided about; the caller has asked the policy."""
    return TaxDeclaration.objects.filter(decided_at=None).count()


def _spans(member_ids: Collection[int]) -> dict[int, list[TaxSpan]]:
    rows = TaxStatus.objects.filter(member_id__in=member_ids, superseded_at=None)
    found: dict[int, list[TaxSpan]] = {}
    for row in rows.order_by("member_id", "valid_from"):
        span = TaxSpan(row.kind, row.valid_from, row.valid_until, row.declaration_id)
        found.setdefault(row.member_id, []).append(span)
    return found


def _agreements(member_id: int) -> tuple[SelfBilling, ...]:
    rows = Consent.objects.filter(account__member__id=member_id, kind=SELF_BILLING)
    columns = ("text_version", "accepted_at", "withdrawn_at")
    ordered = rows.order_by("-accepted_at", "-id").values_list(*columns)
    return tuple(SelfBilling(*row) for row in ordered[:HISTORY_SHOWN])


def _declarations() -> QuerySet[TaxDeclaration]:
    return TaxDeclaration.objects.annotate(person_id=F("member__account__person_id"))


def _rows(stored: QuerySet[TaxDeclaration] | Sequence[Any]) -> tuple[TaxDeclarationRow, ...]:
    found: list[Any] = list(stored)
    blobs = [
        (row.person_id, bytes(blob or b""))
        for row in found
        for blob in (row.facts_sealed, row.evidence_sealed, row.note_sealed)
    ]
    opened = iter(_unsealed(blobs))
    return tuple(_row(row, next(opened), next(opened), next(opened)) for row in found)


def _unsealed(blobs: Sequence[tuple[Any, bytes]]) -> list[str]:
    """Open what there is; nothing and what nobody can read any more are both empty."""
    sealed = [(person, blob) for person, blob in blobs if blob]
    opened = iter(encryption.unseal_many_or(sealed, ""))
    return [next(opened) if blob else "" for _person, blob in blobs]


def _row(row: Any, facts: str, evidence: str, note: str) -> TaxDeclarationRow:
    return TaxDeclarationRow(
        declaration_id=row.pk,
        member_id=row.member_id,
        kind=row.kind,
        valid_from=row.valid_from,
        declared_at=row.declared_at,
        decision=row.decision or "",
        decided_at=row.decided_at,
        decided_by=row.decided_by or "",
        facts=_facts(facts) if facts else None,
        evidence=evidence,
        note=note,
    )


def _facts(text: str) -> TaxFacts:
    told = json.loads(text)
    return TaxFacts(Address(**told["address"]), told["tax_number"], told["vat_id"])
