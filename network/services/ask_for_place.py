"""Ask for another place of a member, and decide about it: two people, each with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.policy import Actor
from network.models import PlacementMoveRequest
from network.rules.seating import Place
from network.services.ask_for_move import MoveWaiting
from network.services.asked import account_of, waiting, write_decision
from network.services.change_sponsor import checked_reason, refuse_same_person
from network.services.knowledge import lock_tree
from network.services.move_placement import check_placement_move, move_placement
from network.services.own_interest import refuse_own_interest

ACTION = "network.move_placement"


@transaction.atomic
def request_placement_move(  # noqa: PLR0913 — a form: who, where, from when, why, by whom
    *,
    member_id: int,
    parent_id: int,
    slot: int,
    valid_from: date,
    reason: str,
    actor: Actor,
    at: datetime,
) -> int:
    """Write down the wish to correct a place; return the request's number.

    Everything that would refuse the move refuses the request already.
    Raises: NotAllowed; SecondPersonMissing; OwnInterest; ReasonMissing; MoveWaiting.
    Raises: what `check_placement_move` does.
    """
    policy.require(actor, ACTION)
    why, place = checked_reason(reason), Place(parent_id, slot)
    account_id = account_of(actor, member_id)
    lock_tree()
    old = check_placement_move(member_id, place, valid_from, at=at)
    refuse_own_interest(actor, member_id, old.parent_id, parent_id)
    assert old.parent_id is not None
    try:
        with transaction.atomic():
            asked = PlacementMoveRequest.objects.create(
                member_id=member_id,
                old_parent_id=old.parent_id,
                old_slot=old.slot,
                new_parent_id=parent_id,
                new_slot=slot,
                valid_from=valid_from,
                reason=why,
                requested_by=actor.label,
                requested_by_account=account_id,
                requested_at=at,
            )
    except IntegrityError:
        raise MoveWaiting(
            _("A move of this partner waits for a decision already. Decide about that one first."),
            member_id=member_id,
        ) from None
    _note(asked, "network.request_placement_move", actor=actor, at=at)
    return int(asked.pk)


@transaction.atomic
def decide_placement_move(
    *, request_id: int, approves: bool, reason: str, actor: Actor, at: datetime
) -> None:
    """Approve a move, which then takes place, or reject it; whoever asked may do neither.

    Raises: NotAllowed; SecondPersonMissing; OwnInterest; ReasonMissing; MoveNotFound; MoveDecided.
    Raises: what `check_placement_move` does — the tree may have changed since the request.
    """
    policy.require(actor, ACTION)
    why = checked_reason(reason)
    lock_tree()
    asked = waiting(PlacementMoveRequest, request_id)
    refuse_same_person(actor, asked.requested_by_account, asked.member_id)
    refuse_own_interest(actor, asked.member_id, asked.old_parent_id, asked.new_parent_id)
    if approves:
        _move(asked, actor, at)
    write_decision(asked, approves=approves, reason=why, actor=actor, at=at)
    verb = "approve" if approves else "reject"
    _note(asked, f"network.{verb}_placement_move", actor=actor, at=at)


def _move(asked: PlacementMoveRequest, approver: Actor, at: datetime) -> None:
    place = Place(asked.new_parent_id, asked.new_slot)
    row = check_placement_move(asked.member_id, place, asked.valid_from, at=at)
    move_placement(
        row,
        place,
        asked.valid_from,
        reason=asked.reason,
        signed=(asked.requested_by, approver.label),
        at=at,
    )


def _note(asked: PlacementMoveRequest, action: str, *, actor: Actor, at: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"member:{asked.member_id}",
        at=at,
        facts={
            "request": asked.pk,
            "under": asked.new_parent_id,
            "slot": asked.new_slot,
            "valid_from": asked.valid_from.isoformat(),
        },
    )
