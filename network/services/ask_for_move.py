"""Ask for another sponsor of a member, and decide about it: two people, each with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Refused
from core.outbox import publish
from core.policy import Actor
from network.events import SponsorChangeDecided
from network.models import SponsorChangeRequest
from network.selectors.accounts import actor_for
from network.services.asked import account_of, waiting, write_decision
from network.services.change_sponsor import (
    change_sponsor,
    check_move,
    checked_reason,
    refuse_same_person,
)
from network.services.knowledge import lock_tree
from network.services.own_interest import refuse_own_interest


class MoveWaiting(Refused):
    """Another move of this member waits for its decision."""

    code = "network.move_waiting"


@transaction.atomic
def request_sponsor_change(
    *,
    member_id: int,
    sponsor_code: str,
    valid_from: date,
    reason: str,
    actor: Actor,
    at: datetime,
) -> int:
    """Write down the wish to move a member; return the request's number.

    Everything that would refuse the move refuses the request already.
    Raises: NotAllowed; ReasonMissing; MemberNotFound; MemberHasLeft; UnknownSponsorCode.
    Raises: SponsorNotActive; SameSponsor; BeforeJoining; CyclicSponsor; MoveWaiting.
    """
    policy.require(actor, "network.change_sponsor", member_id=member_id)
    why = checked_reason(reason)
    lock_tree()
    sponsor, cut = check_move(member_id, sponsor_code, valid_from)
    try:
        with transaction.atomic():
            asked = SponsorChangeRequest.objects.create(
                member_id=member_id,
                old_sponsor_id=cut.old.sponsor_id,
                new_sponsor=sponsor,
                valid_from=valid_from,
                reason=why,
                requested_by=actor.label,
                requested_by_account=account_of(actor, member_id),
                requested_at=at,
            )
    except IntegrityError:
        raise MoveWaiting(
            _("A move of this partner waits for a decision already. Decide about that one first."),
            member_id=member_id,
        ) from None
    _note(asked, "network.request_sponsor_change", actor=actor, at=at)
    return int(asked.pk)


@transaction.atomic
def decide_sponsor_change(
    *, request_id: int, approves: bool, reason: str, actor: Actor, at: datetime
) -> None:
    """Approve a move, which then takes place, or reject it; whoever asked may do neither.

    Raises: NotAllowed; SecondPersonMissing; OwnInterest; ReasonMissing; MoveNotFound; MoveDecided.
    Raises: what `change_sponsor` does — the network may have changed since the request.
    """
    policy.require(actor, "network.change_sponsor")
    why = checked_reason(reason)
    lock_tree()
    asked = waiting(SponsorChangeRequest, request_id)
    refuse_same_person(actor, asked.requested_by_account, asked.member_id)
    gains = asked.new_sponsor_id if approves else asked.old_sponsor_id
    refuse_own_interest(actor, asked.member_id, gains)
    if approves:
        _move(asked, actor, at)
    write_decision(asked, approves=approves, reason=why, actor=actor, at=at)
    verb = "approve" if approves else "reject"
    _note(asked, f"network.{verb}_sponsor_change", actor=actor, at=at)
    publish(
        SponsorChangeDecided(
            request_id=asked.pk, member_id=asked.member_id, approved=approves, at=at
        )
    )


def _move(asked: SponsorChangeRequest, approver: Actor, at: datetime) -> None:
    change_sponsor(
        member_id=asked.member_id,
        sponsor_code=asked.new_sponsor.code,
        valid_from=asked.valid_from,
        reason=asked.reason,
        actor=actor_for(asked.requested_by_account),
        approver=approver,
        at=at,
    )


def _note(asked: SponsorChangeRequest, action: str, *, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"member:{asked.member_id}",
        at=at,
        facts={
            "request": asked.pk,
            "to": asked.new_sponsor_id,
            "valid_from": asked.valid_from.isoformat(),
        },
    )
