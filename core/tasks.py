"""Background work of the core."""

from __future__ import annotations

from celery import shared_task

from core import outbox


@shared_task(name="core.deliver_events")
def deliver_events() -> int:
    """Deliver what is due; woken after commits and by the clock."""
    return outbox.drain(limit=1_000)
