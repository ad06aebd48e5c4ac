"""Which positions belong to one person, for plans to which it matters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from commissions.arrays.columns import Minor, Rows
from commissions.arrays.persons import person_rows
from commissions.engine.persons import persons_of
from commissions.engine.plan import Plan
from network import public as network


def persons_on(
    plan: Plan, member_ids: Sequence[int], day: date, known_at: datetime | None
) -> tuple[int, ...]:
    """Return `Picture.persons` of a day, empty in a plan that counts by position alone."""
    if not plan.counts_persons:
        return ()
    return persons_of(member_ids, network.persons_as_of(day=day, known_at=known_at))


def person_rows_on(
    plan: Plan, member_ids: Minor, day: date, known_at: datetime | None
) -> Rows | None:
    """Return `ArrayPicture.persons` of a day, None in a plan that counts by position alone."""
    if not plan.counts_persons:
        return None
    found = network.person_columns(day=day, known_at=known_at)
    return person_rows(member_ids, found.member_ids, found.person_ids)
