"""Background work of the desk."""

from __future__ import annotations

from celery import shared_task

from core import clock
from desk.services.send_mails import send_due_mails


@shared_task(name="desk.send_mails")
def send_mails() -> int:
    """Send what is due; woken after commits and by the clock."""
    return send_due_mails(at=clock.now())
