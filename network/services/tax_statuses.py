"""Declare how a member is taxed, and decide about it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, encryption, policy
from core.company import local_date
from core.errors import Conflict, Denied, NotFound
from core.policy import Actor
from network.models import Member, TaxDeclaration, TaxStatus
from network.models.tax import TaxDecision
from network.selectors.members import MemberNotFound
from network.services.tax_checks import bad_declaration, checked_facts
from network.tax_facts import NewTaxDeclaration, TaxFacts

MAX_NOTE = 500


class DeclarationWaiting(Conflict):
    """The member's last declaration has not been decided yet."""

    code = "network.tax_declaration_waiting"


class DeclarationNotFound(NotFound):
    """There is no such declaration."""

    code = "network.tax_declaration_not_found"


class DeclarationDecided(Conflict):
    """Somebody has decided about this declaration before."""

    code = "network.tax_declaration_decided"


class OwnDeclaration(Denied):
    """Nobody confirms what he declared himself."""

    code = "network.own_tax_declaration"


@transaction.atomic
def declare_tax_status(
    *, member_id: int, declaration: NewTaxDeclaration, actor: Actor, at: datetime
) -> int:
    """Keep what a member declares; it counts once staff have confirmed it. Return its id.

    Raises: NotAllowed; MemberNotFound; BadTaxDeclaration; BadAddress; DeclarationWaiting.
    """
    policy.require(actor, "network.declare_tax_status", member_id=member_id)
    member = _held(member_id)
    facts = _checked(declaration, member, at)
    if TaxDeclaration.objects.filter(member=member, decided_at=None).exists():
        text = _("Your last declaration is still being checked. Wait for the answer, please.")
        raise DeclarationWaiting(text, member_id=member_id)
    person = member.account.person_id
    row = TaxDeclaration.objects.create(
        member=member,
        kind=declaration.kind,
        valid_from=declaration.valid_from,
        facts_sealed=encryption.seal(person, json.dumps(asdict(facts))),
        evidence_sealed=encryption.seal(person, declaration.evidence.strip()[:MAX_NOTE]),
        declared_at=at,
        declared_by=actor.label,
    )
    audit.record(
        actor=actor,
        action="network.declare_tax_status",
        subject=f"member:{member_id}",
        at=at,
        facts={"kind": row.kind, "valid_from": str(row.valid_from)},
    )
    return row.pk


@transaction.atomic
def decide_tax_status(
    *, declaration_id: int, confirmed: bool, note: str, actor: Actor, at: datetime
) -> None:
    """Confirm or reject a declaration; a confirmed one holds from its day to the next known one.

    Raises: NotAllowed; DeclarationNotFound; DeclarationDecided; OwnDeclaration.
    """
    policy.require(actor, "network.decide_tax_status")
    rows = TaxDeclaration.objects.select_for_update(of=("self",)).select_related("member__account")
    row = rows.filter(pk=declaration_id).first()
    if row is None:
        raise DeclarationNotFound(_("There is no such declaration."))
    if row.decided_at is not None:
        raise DeclarationDecided(_("This declaration has already been decided. Load it again."))
    if row.member_id == actor.member_id:
        raise OwnDeclaration(_("This is your own declaration. Somebody else has to check it."))
    _held(row.member_id)
    row.decided_at, row.decided_by = at, actor.label
    row.decision = TaxDecision.CONFIRMED if confirmed else TaxDecision.REJECTED
    row.note_sealed = encryption.seal(row.member.account.person_id, note.strip()[:MAX_NOTE])
    row.save(update_fields=["decided_at", "decided_by", "decision", "note_sealed"])
    if confirmed:
        _record_status(row, at)
    audit.record(
        actor=actor,
        action="network.decide_tax_status",
        subject=f"member:{row.member_id}",
        at=at,
        facts={"declaration": row.pk, "decision": row.decision, "kind": row.kind},
    )


def _held(member_id: int) -> Member:
    """Return the member, locked: one declaration of it is decided at a time.

    Raises: MemberNotFound.
    """
    members = Member.objects.select_for_update(of=("self",)).select_related("account")
    member = members.filter(pk=member_id).first()
    if member is None:
        raise MemberNotFound(_("There is no such member."))
    return member


def _checked(declaration: NewTaxDeclaration, member: Member, at: datetime) -> TaxFacts:
    first, last = member.joined_on, date(local_date(at).year + 1, 12, 31)
    if not first <= declaration.valid_from <= last:
        raise bad_declaration("valid_from")
    return checked_facts(declaration.kind, declaration.facts)


def _record_status(row: TaxDeclaration, at: datetime) -> None:
    """Let a status hold from its day until the next one that is known; what it covers ends."""
    current = TaxStatus.objects.filter(member_id=row.member_id, superseded_at=None)
    learned = max([at, *current.values_list("recorded_at", flat=True)])
    later = current.filter(valid_from__gt=row.valid_from).order_by("valid_from").first()
    until = later.valid_from if later else None
    before = current.filter(valid_from__lte=row.valid_from).order_by("-valid_from").first()
    if before is not None and (before.valid_until is None or before.valid_until > row.valid_from):
        TaxStatus.objects.filter(pk=before.pk).update(superseded_at=learned)
        if before.valid_from < row.valid_from:
            TaxStatus.objects.create(
                member_id=row.member_id,
                declaration_id=before.declaration_id,
                kind=before.kind,
                valid_from=before.valid_from,
                valid_until=row.valid_from,
                recorded_at=learned,
            )
    TaxStatus.objects.create(
        member_id=row.member_id,
        declaration=row,
        kind=row.kind,
        valid_from=row.valid_from,
        valid_until=until,
        recorded_at=learned,
    )
