"""The titles that members hold and held."""

from __future__ import annotations

from collections.abc import Collection

from network.facts import Title
from network.models import MemberTitle

HISTORY_SHOWN = 120


def title_of(member_id: int) -> str | None:
    """Return the title as of the latest period a run was published for, or None."""
    return titles_of([member_id]).get(member_id)


def titles_of(member_ids: Collection[int]) -> dict[int, str]:
    """Return the latest title of each member that has one."""
    rows = (
        MemberTitle.objects.filter(member_id__in=member_ids)
        .order_by("member_id", "-period_key", "-id")
        .distinct("member_id")
    )
    return dict(rows.values_list("member_id", "rank"))


def title_history(member_id: int) -> tuple[Title, ...]:
    """Return a member's titles, the latest period first; a corrected run stands before the old."""
    rows = MemberTitle.objects.filter(member_id=member_id).order_by("-period_key", "-id")
    shown = rows.values_list("rank", "paid_rank", "period_key", "run_ref")
    return tuple(Title(*row) for row in shown[:HISTORY_SHOWN])
