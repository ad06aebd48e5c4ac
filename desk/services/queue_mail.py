"""Write a mail down; it is sent once the caller's transaction has committed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from core import encryption
from desk.mail_facts import NewMail
from desk.models import Mail
from desk.models.mail import recipient_digest

_wake: list[Callable[[], object]] = []


def wake_sending(wake: Callable[[], object] | None) -> None:
    """Say what is called after a commit that queued a mail (desk.apps does)."""
    _wake[:] = [wake] if wake else []


@transaction.atomic
def queue_mail(*, mail: NewMail, at: datetime) -> int | None:
    """Queue a mail; return its id, or None where this kind and subject have one already.

    The mail keeps `at` as its time, however late it can be sent.
    """
    row = Mail(
        kind=mail.kind,
        subject_ref=mail.subject_ref,
        job_id=mail.job_id,
        person_id=mail.person_id,
        recipient_digest=recipient_digest(mail.to),
        content_sealed=encryption.seal(mail.person_id, _content(mail)),
        language=mail.language,
        attachments=[asdict(attachment) for attachment in mail.attachments],
        message_id=uuid4(),
        queued_at=at,
        due_at=at,
    )
    # The unique index decides, so that two workers with the same event queue one mail.
    Mail.objects.bulk_create([row], ignore_conflicts=True)
    queued = Mail.objects.filter(message_id=row.message_id).values_list("pk", flat=True).first()
    if queued is not None:
        send_soon()
    return queued


def send_soon() -> None:
    """Wake the sending after the commit."""
    for wake in _wake:
        transaction.on_commit(wake, robust=True)


def _content(mail: NewMail) -> str:
    return json.dumps(
        {
            "to": mail.to,
            "name": mail.name,
            "subject": " ".join(mail.subject.split()),
            "text": mail.text,
            "html": mail.html,
            "letters": mail.letters,
            "pictures": mail.pictures,
        }
    )
