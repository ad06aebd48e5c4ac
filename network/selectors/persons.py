"""Which positions belong to one person on a day, and what staff sees of it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from core import policy
from core.copied_columns import read_columns
from core.errors import Refusal
from core.paging import Page, PageRequest
from core.policy import Actor
from network.models import PersonRequest
from network.person_facts import PersonColumns, PersonSpan, PersonWish
from network.services.ask_for_person import ACTION
from network.services.asked import MoveNotFound
from network.services.join_positions import check_wish

SEE = "network.see_persons"
SHOWN = 10

_PICTURE = """
SELECT member_id, person_id FROM network_personposition
WHERE valid_from <= %(day)s AND (valid_until IS NULL OR valid_until > %(day)s) AND {known}
ORDER BY member_id
"""
_NOW = _PICTURE.format(known="superseded_at IS NULL")
_AS_KNOWN = _PICTURE.format(
    known=(
        "recorded_at <= %(known_at)s AND (superseded_at IS NULL OR superseded_at > %(known_at)s)"
    )
)
_SPANS = """
SELECT greatest(mine.valid_from, other.valid_from),
       least(mine.valid_until, other.valid_until),
       array_agg(other.member_id ORDER BY other.member_id), mine.request_id
FROM network_personposition mine
JOIN network_personposition other
  ON other.person_id = mine.person_id AND other.member_id <> mine.member_id
 AND other.superseded_at IS NULL
 AND daterange(other.valid_from, other.valid_until) && daterange(mine.valid_from, mine.valid_until)
WHERE mine.member_id = %(member)s AND mine.superseded_at IS NULL
GROUP BY 1, 2, 4 ORDER BY 1, 2
"""


def persons_as_of(*, day: date, known_at: datetime | None) -> tuple[tuple[int, int], ...]:
    """Return each position of a person on a day with the person's number, in one statement.

    Who is not named stands alone. With `known_at` as it was known at that instant.
    """
    with connection.cursor() as cursor:
        query = _NOW if known_at is None else _AS_KNOWN
        cursor.execute(query, {"day": day, "known_at": known_at})
        return tuple(cursor.fetchall())


def person_columns(*, day: date, known_at: datetime | None) -> PersonColumns:
    """Return what `persons_as_of` returns, as columns."""
    query = _NOW if known_at is None else _AS_KNOWN
    facts = {"day": day, "known_at": known_at}
    return PersonColumns(*read_columns(query, facts, ("bigint", "bigint")))


def person_history(actor: Actor, member_id: int) -> tuple[PersonSpan, ...]:
    """Return since when a position shares its person with which others, as known now.

    Raises: NotAllowed.
    """
    policy.require(actor, SEE, member_id=member_id)
    with connection.cursor() as cursor:
        cursor.execute(_SPANS, {"member": member_id})
        return tuple(
            PersonSpan(begins, ends, tuple(others), request_id)
            for begins, ends, others, request_id in cursor.fetchall()
        )


def person_wishes(
    actor: Actor, *, is_waiting: bool, page: PageRequest | None = None
) -> Page[PersonWish]:
    """Return wishes about persons: waiting, oldest first, or decided, newest first.

    Raises: NotAllowed.
    """
    policy.require(actor, ACTION)
    request = page or PageRequest()
    rows = PersonRequest.objects.filter(decided_at__isnull=is_waiting)
    rows = rows.order_by("pk") if is_waiting else rows.order_by("-decided_at", "-pk")
    return request.page(_shown(row) for row in rows[slice(*request.bounds)])


def person_wishes_of(actor: Actor, member_id: int) -> tuple[PersonWish, ...]:
    """Return the latest ten wishes about a position, waiting, approved or rejected.

    Raises: NotAllowed.
    """
    policy.require(actor, SEE, member_id=member_id)
    rows = PersonRequest.objects.filter(member_id=member_id).order_by("-pk")[:SHOWN]
    return tuple(_shown(row) for row in rows)


def person_wish(actor: Actor, request_id: int) -> PersonWish:
    """Return one wish.

    Raises: NotAllowed; MoveNotFound.
    """
    policy.require(actor, ACTION)
    row = PersonRequest.objects.filter(pk=request_id).first()
    if row is None:
        raise MoveNotFound(_("There is no such request."), request_id=request_id)
    return _shown(row)


def person_obstacle(wish: PersonWish) -> str:
    """Return why a wish can no longer be approved, or ""; nothing is written."""
    try:
        check_wish(wish.wish)
    except Refusal as refusal:
        return refusal.message
    return ""


def _shown(row: PersonRequest) -> PersonWish:
    return PersonWish(
        request_id=row.pk,
        member_id=row.member_id,
        other_id=row.other_id,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        reason=row.reason,
        requested_by=row.requested_by,
        requested_at=row.requested_at,
        is_approved=row.is_approved,
        decision_reason=row.decision_reason,
        decided_by=row.decided_by,
        decided_at=row.decided_at,
    )
