"""Which rank comes next, and what is missing for it."""

from __future__ import annotations

from .plan import Plan, Rank


def rank_after(plan: Plan, rank_id: str) -> Rank | None:
    """Return the rank above one that is held; the lowest for whoever holds none."""
    ids = [rank.id for rank in plan.ranks]
    place = ids.index(rank_id) + 1 if rank_id in ids else 0
    return plan.ranks[place] if place < len(plan.ranks) else None
