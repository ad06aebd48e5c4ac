"""Background work of the network."""

from __future__ import annotations

from celery import shared_task

from core import clock
from network.services.place_due import place_due


@shared_task(name="network.place_due")
def place_whoever_is_due() -> int:
    """Place partners whom nobody placed in time; return how many."""
    return place_due(at=clock.now())
