"""Housekeeping by the clock."""

from __future__ import annotations

from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.core.management import call_command

from config.demo.telling import tell_on, telling_underway
from core import clock

# So long at a time: in between the worker does what else there is to do.
SLICE_SECONDS = 20
_QUIET_FOR = timedelta(seconds=30)


@shared_task(name="config.clear_sessions")
def clear_sessions() -> None:
    """Remove sessions that have expired."""
    call_command("clearsessions")


@shared_task(name="config.tell_history")
def tell_history() -> None:
    """Tell the demo's history for a while, then queue up for the next part of it."""
    if not settings.IS_PRODUCTION and tell_on(seconds=SLICE_SECONDS):
        tell_history.delay()


@shared_task(name="config.wake_history")
def wake_history() -> None:
    """Go on with a history whose teller was killed; nothing where it is told or there is none."""
    telling = None if settings.IS_PRODUCTION else telling_underway()
    if telling is not None and telling.moved_at < clock.now() - _QUIET_FOR:
        tell_history.delay()
