"""Which ranks given by hand are in force on a day, as was known at an instant."""

from __future__ import annotations

from collections.abc import Collection, Container
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection

from commissions.engine.facts import Award

_IN_FORCE = """
SELECT * FROM (
    SELECT DISTINCT ON (member_id)
           member_id, rank, is_exact, valid_from, valid_until, decided_at::timestamptz
    FROM commissions_rankaward
    WHERE plan_code = %(plan)s AND is_approved
      AND valid_from <= %(day)s AND (valid_until IS NULL OR valid_until > %(day)s)
      AND (%(known_at)s::timestamptz IS NULL OR decided_at <= %(known_at)s)
      AND (%(members)s::bigint[] IS NULL OR member_id = ANY (%(members)s))
    ORDER BY member_id, decided_at DESC
) last_word WHERE rank <> '' ORDER BY member_id
"""


class AwardInForce(NamedTuple):
    """A rank given by hand; from which day on, until which, and when it was decided."""

    member_id: int
    rank: str
    is_exact: bool
    valid_from: date
    valid_until: date | None
    decided_at: datetime


def awards_in_force(
    plan_code: str,
    day: date,
    *,
    known_at: datetime | None,
    of_members: Collection[int] | None = None,
) -> tuple[AwardInForce, ...]:
    """Return at most one award a member: of those that cover the day the one decided last."""
    facts: dict[str, Any] = {
        "plan": plan_code,
        "day": day,
        "known_at": known_at,
        "members": None if of_members is None else list(of_members),
    }
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, facts)
        return tuple(AwardInForce._make(row) for row in cursor.fetchall())


def awards_of_picture(
    plan_code: str, day: date, known_at: datetime | None, members: Container[int]
) -> tuple[Award, ...]:
    """Return the awards that a picture of these members holds."""
    found = awards_in_force(plan_code, day, known_at=known_at)
    return tuple(
        Award(each.member_id, each.rank, each.is_exact)
        for each in found
        if each.member_id in members
    )
