"""Say which positions belong to one person: one of staff asks, another decides, with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.outbox import publish
from core.policy import Actor
from network.events import PersonDecided
from network.models import PersonRequest
from network.person_facts import NewPersonWish
from network.services.ask_for_move import MoveWaiting
from network.services.asked import account_of, waiting, write_decision
from network.services.change_sponsor import checked_reason, refuse_same_person
from network.services.join_positions import carry_out, check_wish
from network.services.knowledge import lock_tree
from network.services.own_interest import refuse_own_interest

ACTION = "network.join_positions"


@transaction.atomic
def request_person(*, wish: NewPersonWish, reason: str, actor: Actor, at: datetime) -> int:
    """Write down the wish that positions belong to one person; return the request's number.

    Everything that would refuse the approval refuses the request already.
    Raises: NotAllowed; SecondPersonMissing; OwnInterest; ReasonMissing; MoveWaiting.
    Raises: what `check_wish` does.
    """
    policy.require(actor, ACTION)
    why, account_id = checked_reason(reason), account_of(actor, wish.member_id)
    refuse_own_interest(actor, wish.member_id, wish.other_id)
    lock_tree()
    check_wish(wish)
    try:
        with transaction.atomic():
            asked = PersonRequest.objects.create(
                member_id=wish.member_id,
                other_id=wish.other_id,
                valid_from=wish.valid_from,
                valid_until=wish.valid_until,
                reason=why,
                requested_by=actor.label,
                requested_by_account=account_id,
                requested_at=at,
            )
    except IntegrityError:
        text = _("Something like this waits for a decision already. Decide about that first.")
        raise MoveWaiting(text, member_id=wish.member_id) from None
    _note(asked, "network.request_person", actor=actor, at=at)
    return int(asked.pk)


@transaction.atomic
def decide_person(
    *, request_id: int, approves: bool, reason: str, actor: Actor, at: datetime
) -> None:
    """Approve a wish, which then holds, or reject it; whoever asked may do neither.

    Runs that were calculated without it never learn of it.
    Raises: NotAllowed; SecondPersonMissing; OwnInterest; ReasonMissing; MoveNotFound; MoveDecided.
    Raises: what `check_wish` does — positions may have changed since the request.
    """
    policy.require(actor, ACTION)
    why = checked_reason(reason)
    lock_tree()
    asked = waiting(PersonRequest, request_id)
    refuse_same_person(actor, asked.requested_by_account, asked.member_id)
    refuse_own_interest(actor, asked.member_id, asked.other_id)
    if approves:
        carry_out(asked, at=at)
    write_decision(asked, approves=approves, reason=why, actor=actor, at=at)
    _note(asked, f"network.{'approve' if approves else 'reject'}_person", actor=actor, at=at)
    publish(
        PersonDecided(
            request_id=asked.pk,
            member_id=asked.member_id,
            other_id=asked.other_id,
            approved=approves,
            at=at,
        )
    )


def _note(asked: PersonRequest, action: str, *, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"member:{asked.member_id}",
        at=at,
        facts={
            "request": asked.pk,
            "with": asked.other_id,
            "valid_from": asked.valid_from.isoformat(),
            "valid_until": asked.valid_until.isoformat() if asked.valid_until else None,
        },
    )
