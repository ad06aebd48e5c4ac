"""Events on their way that will bring, move or take volume."""

from __future__ import annotations

from core import outbox

COUNTING = (
    "commissions.record_volume",
    "commissions.record_party",
    "commissions.reverse_volume",
)


def events_underway() -> int:
    """Count the paid orders, closed parties and returns in the outbox that are not counted yet."""
    return sum(outbox.waiting_for(reaction) for reaction in COUNTING)
