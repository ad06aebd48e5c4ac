"""Names as a member may read them on its own papers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from network.models import Sponsorship
from network.rules.visibility import Relation
from network.selectors.seen_members import seen_members
from network.selectors.today import current_on


def names_for(reader_id: int, member_ids: Collection[int], day: date) -> dict[int, str]:
    """Return names of members of one's own line by number; what may not be seen is "".

    The caller vouches that they stand in the reader's line: its earnings came from them.
    """
    below = Sponsorship.objects.filter(current_on(day))
    own = below.filter(sponsor_id=reader_id, member_id__in=member_ids)
    direct = set(own.values_list("member_id", flat=True))
    relations = {number: _relation(number, reader_id, direct) for number in member_ids}
    return {number: seen.name for number, seen in seen_members(relations, day).items()}


def _relation(member_id: int, reader_id: int, direct: Collection[int]) -> Relation:
    if member_id == reader_id:
        return Relation.SELF
    return Relation.SPONSOR if member_id in direct else Relation.UPLINE
