"""Take over how members are taxed from another system, in bulk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from core import audit, encryption, policy
from core.policy import Actor
from network.models import Consent, Member, TaxDeclaration, TaxStatus
from network.models.tax import TaxDecision
from network.rules.tax_kinds import SELF_BILLING
from network.services.tax_checks import checked_facts
from network.tax_facts import ImportedTaxStatus

BATCH = 2_000


@transaction.atomic
def import_tax_statuses(
    rows: Sequence[ImportedTaxStatus], *, agreement: str, actor: Actor, at: datetime
) -> int:
    """Take over statuses and the agreement to Gutschriften of members that have no status yet.

    They count as confirmed: the other system's people have seen the evidence.
    Raises: NotAllowed; BadTaxDeclaration; BadAddress. Then nothing is imported.
    """
    policy.require(actor, "network.import_tax_statuses")
    wanted = {row.member_id: row for row in rows}
    known = TaxStatus.objects.filter(member__in=wanted).values_list("member_id", flat=True)
    members = Member.objects.filter(pk__in=wanted.keys() - set(known)).select_related("account")
    new = list(members.order_by("pk"))
    if not new:
        return 0
    _store_statuses(_store_declarations(new, wanted, actor, at), at)
    _store_agreements(new, agreement, at)
    audit.record(
        actor=actor,
        action="network.import_tax_statuses",
        subject="members",
        at=at,
        facts={"members": len(new), "agreement": agreement},
    )
    return len(new)


def _store_declarations(
    new: Sequence[Member], wanted: Mapping[int, ImportedTaxStatus], actor: Actor, at: datetime
) -> list[TaxDeclaration]:
    told = [
        json.dumps(asdict(checked_facts(wanted[one.pk].kind, wanted[one.pk].facts))) for one in new
    ]
    people = [one.account.person_id for one in new]
    sealed = encryption.seal_many(list(zip(people, told, strict=True)))
    empty = encryption.seal_many([(person, "") for person in people])
    return TaxDeclaration.objects.bulk_create(
        (
            TaxDeclaration(
                member=one,
                kind=wanted[one.pk].kind,
                valid_from=wanted[one.pk].valid_from,
                facts_sealed=facts,
                evidence_sealed=nothing,
                declared_at=at,
                declared_by=actor.label,
                decided_at=at,
                decided_by=actor.label,
                decision=TaxDecision.CONFIRMED,
            )
            for one, facts, nothing in zip(new, sealed, empty, strict=True)
        ),
        batch_size=BATCH,
    )


def _store_statuses(declarations: Iterable[TaxDeclaration], at: datetime) -> None:
    TaxStatus.objects.bulk_create(
        (
            TaxStatus(
                member_id=row.member_id,
                declaration=row,
                kind=row.kind,
                valid_from=row.valid_from,
                recorded_at=at,
            )
            for row in declarations
        ),
        batch_size=BATCH,
    )


def _store_agreements(new: Sequence[Member], version: str, at: datetime) -> None:
    Consent.objects.bulk_create(
        (
            Consent(account=one.account, kind=SELF_BILLING, text_version=version, accepted_at=at)
            for one in new
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
