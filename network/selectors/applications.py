"""Applications: the answers so far, the list for staff, one with everything to decide it."""

from __future__ import annotations

import json
from datetime import date

from django.db.models import F, OuterRef, QuerySet, Subquery

from core import encryption, policy
from core.addresses import Address
from core.paging import Page, PageRequest
from core.policy import Actor
from network.account_facts import (
    ApplicationAnswers,
    ApplicationDetails,
    ApplicationRow,
    PositionStep,
)
from network.models import (
    NEVER_JOINED,
    Account,
    ApplicationDraft,
    Consent,
    Member,
    MemberStatus,
    MemberStatusChange,
    Sponsorship,
)
from network.selectors.members import member_not_found
from network.selectors.own_account import addresses_of
from network.selectors.today import current_on, day_or_today

MOST_ALIKE = 10
_COLUMNS = (
    "pk", "account_id", "name_sealed", "person_id", "country", "sponsor_id", "applied_at",
    "confirmed_at", "status",
)  # fmt: skip


def application_answers(account_id: int) -> ApplicationAnswers:
    """Return what an applicant has entered so far; the caller has asked the policy."""
    draft = ApplicationDraft.objects.filter(account_id=account_id).select_related("account").first()
    if draft is None:
        return ApplicationAnswers()
    text = encryption.unseal_or(draft.account.person_id, bytes(draft.sealed), "{}")
    said = json.loads(text)
    return ApplicationAnswers(
        address=Address(**said["address"]) if said.get("address") else None,
        born_on=date.fromisoformat(said["born_on"]) if said.get("born_on") else None,
        agreement_version=said.get("agreement_version", ""),
    )


def applications(
    actor: Actor, status: str = "applied", page: PageRequest | None = None
) -> Page[ApplicationRow]:
    """Return who has applied, the oldest first, or who was "rejected", the latest first.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.list_applications")
    wanted = MemberStatus.REJECTED if status == "rejected" else MemberStatus.APPLIED
    order = "-applied_at" if wanted is MemberStatus.REJECTED else "applied_at"
    request = page or PageRequest()
    start, stop = request.bounds
    return request.page(_rows(Member.objects.filter(status=wanted), order, start, stop))


def application(actor: Actor, member_id: int) -> ApplicationDetails:
    """Return one application with what is needed to decide it.

    Raises: NotAllowed; MemberNotFound — there is none, or it was approved.
    """
    policy.require(actor, "network.list_applications")
    rows = _rows(Member.objects.filter(pk=member_id, status__in=NEVER_JOINED), "pk", 0, 1)
    if not rows:
        raise member_not_found(member_id)
    account = Account.objects.get(pk=rows[0].account_id)
    return ApplicationDetails(
        row=rows[0],
        email=account.email,
        phone=account.phone,
        born_on=account.born_on,
        addresses=addresses_of(account.pk),
        agreement_version=_agreement_of(account),
        history=position_steps(member_id),
        alike=_alike(account),
    )


def position_steps(member_id: int) -> tuple[PositionStep, ...]:
    """Return what happened to a position, the newest first; the caller has asked the policy."""
    rows = MemberStatusChange.objects.filter(member_id=member_id).order_by("-pk")
    columns = ("to_status", "recorded_at", "actor", "reason")
    return tuple(PositionStep(*row) for row in rows.values_list(*columns)[:50])


def rejection_reason(account_id: int) -> str:
    """Return why an account's application was rejected; empty where it was not."""
    steps = MemberStatusChange.objects.filter(
        member__account_id=account_id, member__status=MemberStatus.REJECTED
    )
    latest = steps.order_by("-pk").values_list("reason", flat=True).first()
    return latest or ""


def _rows(members: QuerySet[Member], order: str, start: int, stop: int) -> list[ApplicationRow]:
    steps = MemberStatusChange.objects.filter(member=OuterRef("pk"), to_status="applied")
    sponsors = Sponsorship.objects.filter(current_on(day_or_today(None)), member=OuterRef("pk"))
    found = list(
        members.annotate(
            sponsor_id=Subquery(sponsors.values("sponsor_id")[:1]),
            applied_at=Subquery(steps.order_by("-pk").values("recorded_at")[:1]),
            person_id=F("account__person_id"),
            name_sealed=F("account__name_sealed"),
            confirmed_at=F("account__email_confirmed_at"),
        )
        .order_by(order, "pk")
        .values(*_COLUMNS)[start:stop]
    )
    sealed = [(row["person_id"], bytes(row["name_sealed"])) for row in found]
    names = encryption.unseal_many_or(sealed, "")
    return [
        ApplicationRow(
            member_id=row["pk"],
            account_id=row["account_id"],
            name=name,
            country=row["country"],
            sponsor_id=row["sponsor_id"],
            applied_at=row["applied_at"],
            is_confirmed=row["confirmed_at"] is not None,
            status=row["status"],
        )
        for row, name in zip(found, names, strict=True)
    ]


def _agreement_of(account: Account) -> str:
    accepted = Consent.objects.filter(account=account, kind="partner-agreement")
    return accepted.order_by("-pk").values_list("text_version", flat=True).first() or ""


def _alike(account: Account) -> tuple[int, ...]:
    if not account.likeness:
        return ()
    others = Account.objects.filter(likeness=account.likeness).exclude(pk=account.pk)
    return tuple(others.order_by("pk").values_list("pk", flat=True)[:MOST_ALIKE])
