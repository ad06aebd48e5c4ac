"""What is on file about a member or a customer, for staff."""

from __future__ import annotations

from core import policy
from core.policy import Actor
from network.models import Consent, CustomerCredit, MemberStatusChange, Placement, Sponsorship
from network.office_facts import ConsentRow, CreditSpan, SponsorSpan, StatusStep
from network.placement_facts import PlacementSpan

SHOWN = 50


def status_history(actor: Actor, member_id: int) -> tuple[StatusStep, ...]:
    """Return the moves of a position's status, the latest first.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_whole_member", member_id=member_id)
    rows = MemberStatusChange.objects.filter(member_id=member_id).order_by("-pk")
    return tuple(
        StatusStep(
            from_status=row.from_status,
            to_status=row.to_status,
            effective_on=row.effective_on,
            recorded_at=row.recorded_at,
            actor=row.actor,
            reason=row.reason,
        )
        for row in rows[:SHOWN]
    )


def sponsor_history(actor: Actor, member_id: int) -> tuple[SponsorSpan, ...]:
    """Return under whom a member stands and stood as known now, the latest days first.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_whole_member", member_id=member_id)
    rows = Sponsorship.objects.filter(member_id=member_id, superseded_at=None)
    return tuple(
        SponsorSpan(
            sponsor_id=row.sponsor_id,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            recorded_at=row.recorded_at,
            superseded_at=row.superseded_at,
            reason=row.reason,
            actor=row.actor,
            approver=row.approver,
        )
        for row in rows.order_by("-valid_from", "-pk")[:SHOWN]
    )


def placement_history(actor: Actor, member_id: int) -> tuple[PlacementSpan, ...]:
    """Return where a member stands and stood in the placement tree, the latest days first.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_whole_member", member_id=member_id)
    rows = Placement.objects.filter(member_id=member_id, superseded_at=None)
    columns = ("parent_id", "slot", "valid_from", "valid_until", "reason", "actor")
    latest = rows.order_by("-valid_from", "-pk").values(*columns)[:SHOWN]
    return tuple(PlacementSpan(**row) for row in latest)


def credit_history(actor: Actor, account_id: int) -> tuple[CreditSpan, ...]:
    """Return whose customer somebody is and was, the latest days first.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_accounts", account_id=account_id)
    rows = CustomerCredit.objects.filter(account_id=account_id).order_by("-valid_from", "-pk")
    return tuple(
        CreditSpan(
            member_id=row.member_id,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            confirmed_at=row.confirmed_at,
            reason=row.reason,
            actor=row.actor,
        )
        for row in rows[:SHOWN]
    )


def consents_of(actor: Actor, account_id: int) -> tuple[ConsentRow, ...]:
    """Return what a person agreed to, the latest first.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_accounts", account_id=account_id)
    rows = Consent.objects.filter(account_id=account_id).order_by("-accepted_at", "-pk")
    return tuple(ConsentRow(row.kind, row.text_version, row.accepted_at) for row in rows[:SHOWN])
