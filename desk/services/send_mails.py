"""Send what is due, one mail a transaction; what fails is tried again with growing waits."""

from __future__ import annotations

import json
import smtplib
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.mime.image import MIMEImage
from email.utils import format_datetime, formataddr
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q

from core import encryption
from core.company import company
from desk.keep import EmailBackend as KeepBackend
from desk.mail_facts import Attachment
from desk.models import Mail, MailState
from desk.models.mail import ALARM_AFTER
from desk.services.attachments import attached, code_picture

log = structlog.get_logger(__name__)

GIVE_UP_AFTER = 16
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=8)


def send_due_mails(*, at: datetime, limit: int = 200) -> int:
    """Send what is due at an instant; return how many mails left the house."""
    sent, connection = 0, get_connection()
    try:
        for _each in range(limit):
            outcome = _send_next(connection, at)
            if outcome is None:
                break
            sent += outcome
    finally:
        connection.close()
    return sent


def wait_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures."""
    wait: timedelta = min(FIRST_WAIT * 2 ** (attempts - 1), LONGEST_WAIT)
    return wait


def _send_next(connection: BaseEmailBackend, at: datetime) -> bool | None:
    """Try the mail that is longest due; None when none is."""
    with transaction.atomic():
        due = Mail.objects.select_for_update(skip_locked=True).filter(
            Q(state=MailState.WAITING), due_at__lte=at
        )
        mail = due.order_by("due_at", "pk").first()
        if mail is None:
            return None
        error = _error_of_sending(mail, connection)
        _note(mail, error, at)
        return not error


def _error_of_sending(mail: Mail, connection: BaseEmailBackend) -> str:
    """Send one mail; return what went wrong in words that name no person."""
    if isinstance(connection, KeepBackend):
        return ""
    try:
        with transaction.atomic():
            message_of(mail, connection).send()
    except smtplib.SMTPResponseException as problem:
        connection.close()
        return f"{type(problem).__name__} {problem.smtp_code}"
    except Exception as problem:  # noqa: BLE001 — whatever it is, this mail waits and the next goes
        connection.close()
        return type(problem).__name__
    return ""


def _note(mail: Mail, error: str, at: datetime) -> None:
    mail.attempts += 1
    mail.last_error = error
    if not error:
        mail.state, mail.sent_at, mail.due_at = MailState.SENT, at, None
    elif mail.attempts >= GIVE_UP_AFTER:
        mail.state, mail.due_at = MailState.GIVEN_UP, None
    else:
        mail.due_at = at + wait_after(mail.attempts)
    mail.save(update_fields=["state", "sent_at", "due_at", "attempts", "last_error"])
    if error:
        _tell(mail)


def _tell(mail: Mail) -> None:
    """Warn of a failure; from the fifth on it is an alarm that a person should look at."""
    facts = {"mail_id": mail.pk, "kind": mail.kind, "attempts": mail.attempts}
    if mail.attempts >= ALARM_AFTER:
        log.error("mail cannot be sent", error=mail.last_error, **facts)
    else:
        log.warning("mail will be tried again", error=mail.last_error, **facts)


def message_of(mail: Mail, connection: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """Return the message as it goes out, dated by the time it was queued."""
    content = json.loads(encryption.unseal(mail.person_id, bytes(mail.content_sealed)))
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    message = EmailMultiAlternatives(
        subject=content["subject"],
        body=content["text"],
        from_email=_sender(),
        to=[formataddr((content["name"], content["to"]))],
        headers={
            "Message-ID": f"<{mail.message_id}@{host}>",
            "Date": format_datetime(mail.queued_at),
            "Auto-Submitted": "auto-generated",
        },
        connection=connection,
    )
    message.attach_alternative(content["html"], "text/html")
    for picture in _pictures(content):
        message.attach(picture)
    for kept in mail.attachments:
        attachment = Attachment(**kept)
        made = attached(attachment, content["letters"], queued_at=mail.queued_at)
        message.attach(attachment.filename, made, "application/pdf")
    return message


def _sender() -> str:
    """Return the company's name with the address that mails are sent from."""
    address: str = settings.DEFAULT_FROM_EMAIL
    return address if "<" in address else formataddr((company().name, address))


def _pictures(content: Mapping[str, Any]) -> list[MIMEImage]:
    pictures = []
    for content_id, payload in content["pictures"]:
        picture = MIMEImage(code_picture(payload), "png")
        picture.add_header("Content-ID", f"<{content_id}>")
        picture.add_header("Content-Disposition", "inline", filename=f"{content_id}.png")
        pictures.append(picture)
    return pictures
