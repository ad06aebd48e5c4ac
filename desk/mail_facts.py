"""The frozen types of mails."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

DOCUMENT, TEXT, LETTER, STATEMENT = "document", "text", "letter", "statement"


@dataclass(frozen=True, slots=True)
class Attachment:
    """What goes with a mail: made anew from what never changes whenever it is needed.

    `kind` says what `ref` is: a DOCUMENT's number, a TEXT's "kind:country:language:version", the
    place of a LETTER among those sealed with the mail, or a STATEMENT's "run:member:language".
    """

    filename: str
    kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class NewMail:
    """A mail to queue. Text and HTML say the same; `pictures` are facts of transfers, as
    JSON by content id, drawn as codes.
    """

    kind: str
    subject_ref: str
    person_id: UUID
    to: str = field(repr=False)
    name: str = field(repr=False)
    language: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    html: str = field(repr=False)
    attachments: tuple[Attachment, ...] = ()
    letters: tuple[dict[str, object], ...] = field(default=(), repr=False)
    pictures: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    job_id: int | None = None


@dataclass(frozen=True, slots=True)
class MailJobView:
    """How a job stands: so many people, so many mails written, sent, failed.

    `skipped` have no address. `failing` mails are tried again, `given_up` ones need somebody.
    """

    job_id: int
    subject_ref: str
    total: int
    seen: int
    skipped: int
    waiting: int
    sent: int
    failing: int
    given_up: int
    started_by: str
    started_at: datetime
    finished_at: datetime | None

    @property
    def queued(self) -> int:
        """Return how many mails were written."""
        return self.waiting + self.sent + self.given_up

    @property
    def is_over(self) -> bool:
        """Tell whether nothing is left to write or to send."""
        return self.finished_at is not None and not self.waiting

    @property
    def thousandths(self) -> int:
        """Return how much is done: every person counts once, when the mail has left or cannot."""
        if not self.total:
            return 1000
        return 1000 * (self.sent + self.given_up + self.skipped) // self.total


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail in a list. Recipient and subject are empty where the person was forgotten."""

    mail_id: int
    kind: str
    subject_ref: str
    state: str
    queued_at: datetime
    due_at: datetime | None
    sent_at: datetime | None
    attempts: int
    last_error: str
    repeats: int | None
    to: str = field(repr=False)
    subject: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class MailView:
    """One mail whole, as it was or will be sent."""

    row: MailRow
    name: str = field(repr=False)
    language: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    attachments: tuple[Attachment, ...]
    pictures: tuple[tuple[str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class MailFilter:
    """Which mails a list shows; `to` is a whole address."""

    state: str = ""
    kind: str = ""
    to: str = field(default="", repr=False)
    subject_ref: str = ""


@dataclass(frozen=True, slots=True)
class MailQueue:
    """How the sending goes: what waits, since when, and what needs a person."""

    waiting: int
    oldest: datetime | None
    failing: int
    given_up: int

    @property
    def needs_somebody(self) -> bool:
        """Tell whether a person has to look."""
        return bool(self.failing or self.given_up)
