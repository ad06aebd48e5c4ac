"""Wishes to correct places in the placement tree."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core import policy
from core.errors import Refusal
from core.paging import Page, PageRequest
from core.policy import Actor
from network.models import PlacementMoveRequest
from network.placement_facts import PlacementMove
from network.rules.seating import Place
from network.services.ask_for_place import ACTION
from network.services.asked import MoveNotFound
from network.services.move_placement import check_placement_move


def placement_moves(
    actor: Actor, *, is_waiting: bool, page: PageRequest | None = None
) -> Page[PlacementMove]:
    """Return wishes to correct places: waiting, oldest first, or decided, newest first.

    Raises: NotAllowed.
    """
    policy.require(actor, ACTION)
    request = page or PageRequest()
    rows = PlacementMoveRequest.objects.filter(decided_at__isnull=is_waiting)
    rows = rows.order_by("pk" if is_waiting else "-decided_at")
    return request.page(_shown(row) for row in rows[slice(*request.bounds)])


def placement_move(actor: Actor, request_id: int) -> PlacementMove:
    """Return one wish.

    Raises: NotAllowed; MoveNotFound.
    """
    policy.require(actor, ACTION)
    row = PlacementMoveRequest.objects.filter(pk=request_id).first()
    if row is None:
        raise MoveNotFound(_("There is no such request."), request_id=request_id)
    return _shown(row)


def placement_obstacle(move: PlacementMove, *, at: datetime) -> str:
    """Return why a wish can no longer be approved, or ""; nothing is written."""
    try:
        check_placement_move(
            move.member_id, Place(move.new_parent_id, move.new_slot), move.valid_from, at=at
        )
    except Refusal as refusal:
        return refusal.message
    return ""


def _shown(row: PlacementMoveRequest) -> PlacementMove:
    return PlacementMove(
        request_id=row.pk,
        member_id=row.member_id,
        old_parent_id=row.old_parent_id,
        old_slot=row.old_slot,
        new_parent_id=row.new_parent_id,
        new_slot=row.new_slot,
        valid_from=row.valid_from,
        reason=row.reason,
        requested_by=row.requested_by,
        requested_at=row.requested_at,
        is_approved=row.is_approved,
        decision_reason=row.decision_reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
