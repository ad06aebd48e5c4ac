"""Members as somebody else may see them; what may not be seen is not in the answer at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from core import encryption
from network.office_facts import SeenMember
from network.rules.visibility import Relation, Seen, what_may_be_seen
from network.selectors.today import end_of

_AS_OF = """
SELECT m.id, m.country, m.joined_on, a.person_id, a.name_sealed,
       coalesce(p.hides_name, false), coalesce(p.shares_contact, false),
       coalesce((SELECT c.to_status FROM network_memberstatuschange c
                 WHERE c.member_id = m.id AND c.effective_on <= %(day)s
                 ORDER BY c.id DESC LIMIT 1), m.status),
       coalesce((SELECT t.rank FROM network_membertitle t
                 WHERE t.member_id = m.id AND t.recorded_at < %(next_day)s
                 ORDER BY t.period_key DESC, t.id DESC LIMIT 1), '')
FROM network_member m
JOIN network_account a ON a.id = m.account_id
LEFT JOIN network_memberprofile p ON p.member_id = m.id
WHERE m.id = ANY (%(members)s)
"""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of _AS_OF, its columns in order."""

    member_id: int
    country: str
    joined_on: date
    person_id: Any
    name_sealed: bytes
    hides_name: bool
    shares_contact: bool
    status: str
    rank: str


def seen_members(relations: Mapping[int, Relation], day: date) -> dict[int, SeenMember]:
    """Return members by number, each as seen in its relation, with status and title of the day.

    A name that is hidden, or of somebody who was forgotten, is "". Two statements, however many.
    """
    facts: dict[str, Any] = {"members": list(relations), "day": day, "next_day": end_of(day)}
    with connection.cursor() as cursor:
        cursor.execute(_AS_OF, facts)
        rows = [_Row(*row) for row in cursor.fetchall()]
    seen = {
        row.member_id: what_may_be_seen(
            relations[row.member_id],
            shares_contact=row.shares_contact,
            hides_name=row.hides_name,
        )
        for row in rows
    }
    named = [row for row in rows if Seen.NAME in seen[row.member_id]]
    sealed = [(row.person_id, bytes(row.name_sealed)) for row in named]
    names = dict(
        zip((r.member_id for r in named), encryption.unseal_many_or(sealed, ""), strict=True)
    )
    return {row.member_id: _shown(row, names, seen[row.member_id]) for row in rows}


def _shown(row: _Row, names: Mapping[int, str], seen: frozenset[Seen]) -> SeenMember:
    return SeenMember(
        member_id=row.member_id,
        name=names.get(row.member_id, ""),
        is_pseudonym=Seen.NAME not in seen,
        status=row.status if Seen.STATUS in seen else "",
        rank=row.rank if Seen.PROFILE in seen else "",
        country=row.country if Seen.PROFILE in seen else "",
        joined_on=row.joined_on if Seen.JOINED_DAY in seen else None,
        joined_month=f"{row.joined_on:%Y-%m}" if Seen.JOINED_MONTH in seen else "",
        seen=seen,
    )
