"""Background work of the network."""

from __future__ import annotations

from celery import shared_task

from core import clock
from network.services.place_due import place_due

# So many at a time: in between the worker does what else there is to do.
AT_ONCE = 2_000


@shared_task(name="network.place_due")
def place_whoever_is_due() -> int:
    """Place partners whom nobody placed in time, then queue up for the rest; return how many."""
    placed = place_due(at=clock.now(), most=AT_ONCE)
    if placed == AT_ONCE:
        place_whoever_is_due.delay()
    return placed
