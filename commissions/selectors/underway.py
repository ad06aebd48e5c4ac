"""Events on their way that will bring or take volume."""

from __future__ import annotations

from core import outbox

COUNTING = ("commissions.record_volume", "commissions.reverse_volume")


def events_underway() -> int:
    """Count the paid orders and returns in the outbox that are not counted yet."""
    return sum(outbox.waiting_for(reaction) for reaction in COUNTING)
