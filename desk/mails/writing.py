"""Write a mail to somebody: their language, the company's look, the queue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

import finance.public as finance
import network.public as network
from core.company import Company, company
from desk.mail_facts import LETTER, Attachment, NewMail
from desk.mails.message import Message, as_html, as_text
from desk.services.queue_mail import queue_mail


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a mail is for."""

    person_id: UUID
    email: str = field(repr=False)
    name: str = field(repr=False)
    language: str


@dataclass(frozen=True, slots=True)
class Written:
    """A mail before it is queued: its words, what goes with it, and letters drawn for it."""

    message: Message
    attachments: tuple[Attachment, ...] = ()
    letters: tuple[tuple[str, finance.Letter], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Why a mail is written: its kind and what it is about, once; and when that happened."""

    kind: str
    subject_ref: str
    at: datetime
    job_id: int | None = None


def reader_of(addressee: network.Addressee) -> Reader:
    """Return the reader behind an account."""
    return Reader(addressee.person_id, addressee.email, addressee.name, addressee.language)


def write(occasion: Occasion, reader: Reader, compose: Callable[[Company], Written]) -> int | None:
    """Compose a mail in its reader's language and queue it; None where there is one already.

    Nothing is written to somebody without an address.
    """
    if not reader.email:
        return None
    sender, language = company(), language_of(reader.language)
    with translation.override(language):
        written = compose(sender)
        mail = NewMail(
            kind=occasion.kind,
            subject_ref=occasion.subject_ref,
            person_id=reader.person_id,
            to=reader.email,
            name=reader.name,
            language=language,
            subject=written.message.subject,
            text=as_text(written.message, sender),
            html=as_html(written.message, sender),
            attachments=(*written.attachments, *_drawn(written)),
            letters=tuple(asdict(letter) for _filename, letter in written.letters),
            pictures=written.message.pictures,
            job_id=occasion.job_id,
        )
    return queue_mail(mail=mail, at=occasion.at)


def language_of(wish: str) -> str:
    """Return the language to write in: the reader's if we speak it, else English."""
    return wish[:2] if wish[:2] in dict(settings.LANGUAGES) else "en"


def instant(at: datetime, sender: Company) -> str:
    """Write an instant in the company's time, with its zone: it may have to be proven."""
    local = at.astimezone(ZoneInfo(sender.time_zone))
    said = {"day": _written_day(local), "time": f"{local:%H:%M:%S}", "zone": _zone(local)}
    return _("%(day)s, %(time)s (%(zone)s)") % said


def day(at: datetime, sender: Company) -> str:
    """Write the company's calendar day of an instant."""
    return _written_day(at.astimezone(ZoneInfo(sender.time_zone)))


def _written_day(local: datetime) -> str:
    return formats.date_format(local, "j. F Y" if _language() == "de" else "j F Y")


def _zone(local: datetime) -> str:
    offset = f"{local:%z}"
    return f"{local.tzname()}, UTC{offset[:3]}:{offset[3:]}"


def _language() -> str:
    return (translation.get_language() or "en")[:2]


def _drawn(written: Written) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(filename, LETTER, str(place))
        for place, (filename, _letter) in enumerate(written.letters)
    )
