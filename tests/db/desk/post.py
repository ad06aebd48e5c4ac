"""A post office for the tests of mails: a mail, and servers that take it or do not."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from core import encryption
from core.company import Company, save_company
from core.policy import Actor
from desk.mail_facts import NewMail
from desk.services.queue_mail import queue_mail

AT = datetime(2026, 3, 2, 11, tzinfo=UTC)
DOWN = "tests.db.desk.post.DownBackend"


class DownBackend(BaseEmailBackend):
    """A server that answers nothing but errors."""

    error: ClassVar[Exception] = ConnectionRefusedError("bea@example.org is not my friend")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Fail."""
        raise self.error


class RefusingBackend(DownBackend):
    """A server that names a reason."""

    error = smtplib.SMTPResponseException(451, b"bea@example.org: try later")


def found_company(*, is_demo: bool = True) -> None:
    """Save the company that writes."""
    ours = Company(
        name="Quellmoos Naturkosmetik GmbH",
        currency="EUR",
        country="DE",
        street="Moosweg 12",
        postcode="79098",
        town="Freiburg",
        iban="DE02120300000000202051",
        tax_number="06/123/45678",
        email="hallo@quellmoos.example",
        is_demo=is_demo,
    )
    save_company(actor=Actor.system("test"), settings=ours, at=AT)


def mail(subject_ref: str = "order:17", **changes: Any) -> NewMail:
    """Return a mail to Bea."""
    facts: dict[str, Any] = {
        "kind": "order_confirmation",
        "subject_ref": subject_ref,
        "person_id": encryption.new_person(),
        "to": "bea@example.org",
        "name": "Bea Kundin",
        "language": "de",
        "subject": "Ihre Bestellung",
        "text": "Guten Tag",
        "html": "<p>Guten Tag</p>",
        **changes,
    }
    return NewMail(**facts)


def queued(subject_ref: str = "order:17", at: datetime = AT, **changes: Any) -> int:
    """Queue a mail."""
    mail_id = queue_mail(mail=mail(subject_ref, **changes), at=at)
    assert mail_id is not None
    return mail_id
