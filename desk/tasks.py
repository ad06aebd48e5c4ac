"""Background work of the desk."""

from __future__ import annotations

from celery import shared_task

from core import clock
from desk.services.mail_statements import write_statement_mails
from desk.services.send_mails import send_due_mails


@shared_task(name="desk.send_mails")
def send_mails() -> int:
    """Send what is due; woken after commits and by the clock."""
    return send_due_mails(at=clock.now())


@shared_task(name="desk.write_statement_mails")
def write_mails_of_jobs() -> int:
    """Write the mails of unfinished jobs step by step; woken after commits and by the clock."""
    written = 0
    while step := write_statement_mails(at=clock.now()):
        written += step
    return written
