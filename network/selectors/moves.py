"""Wishes to move members, and what a move would do."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.utils.translation import gettext_lazy as _

from core import policy
from core.paging import Page, PageRequest
from core.policy import Actor
from network.models import SponsorChangeRequest
from network.office_facts import MoveEffect, SponsorMove
from network.services.asked import MoveNotFound
from network.services.change_sponsor import check_move

MOST_COUNTED = 50_000

_BELOW = """
WITH RECURSIVE below (member_id) AS (
    SELECT %(member)s::bigint
    UNION ALL
    SELECT s.member_id
    FROM below JOIN network_sponsorship s ON s.sponsor_id = below.member_id
    WHERE s.superseded_at IS NULL
      AND s.valid_from <= %(day)s AND (s.valid_until IS NULL OR s.valid_until > %(day)s)
)
SELECT count(*) FROM (SELECT 1 FROM below LIMIT %(most)s + 1) moved
"""


def sponsor_moves(
    actor: Actor, *, is_waiting: bool, page: PageRequest | None = None
) -> Page[SponsorMove]:
    """Return wishes to move members: those waiting, oldest first, or those decided, newest first.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.change_sponsor")
    request = page or PageRequest()
    rows = SponsorChangeRequest.objects.filter(decided_at__isnull=is_waiting)
    rows = rows.order_by("pk" if is_waiting else "-decided_at")
    return request.page(_shown(row) for row in rows[slice(*request.bounds)])


def sponsor_move(actor: Actor, request_id: int) -> SponsorMove:
    """Return one wish.

    Raises: NotAllowed; MoveNotFound.
    """
    policy.require(actor, "network.change_sponsor")
    row = SponsorChangeRequest.objects.filter(pk=request_id).first()
    if row is None:
        raise MoveNotFound(_("There is no such request."), request_id=request_id)
    return _shown(row)


def moves_of(actor: Actor, member_id: int) -> tuple[SponsorMove, ...]:
    """Return the wishes about one member, the latest first.

    Raises: NotAllowed.
    """
    policy.require(actor, "network.see_whole_member", member_id=member_id)
    rows = SponsorChangeRequest.objects.filter(member_id=member_id).order_by("-pk")
    return tuple(_shown(row) for row in rows[:20])


def move_effect(actor: Actor, member_id: int, sponsor_code: str, valid_from: date) -> MoveEffect:
    """Say who would move along; nothing is written.

    Raises: what `check_move` does, like CyclicSponsor.
    """
    policy.require(actor, "network.change_sponsor", member_id=member_id)
    sponsor, cut = check_move(member_id, sponsor_code, valid_from)
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, {"member": member_id, "day": valid_from, "most": MOST_COUNTED})
        moved = int(cursor.fetchone()[0])
    return MoveEffect(
        member_id=member_id,
        old_sponsor_id=cut.old.sponsor_id,
        new_sponsor_id=sponsor.pk,
        moved_members=min(moved, MOST_COUNTED),
        is_counted_whole=moved <= MOST_COUNTED,
    )


def _shown(row: SponsorChangeRequest) -> SponsorMove:
    return SponsorMove(
        request_id=row.pk,
        member_id=row.member_id,
        old_sponsor_id=row.old_sponsor_id,
        new_sponsor_id=row.new_sponsor_id,
        valid_from=row.valid_from,
        reason=row.reason,
        requested_by=row.requested_by,
        requested_at=row.requested_at,
        is_approved=row.is_approved,
        decision_reason=row.decision_reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
