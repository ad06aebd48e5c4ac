"""Make what goes with a mail from what is kept: documents, texts, letters, codes."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time
from typing import Any

import finance.public as finance
from core import texts
from core.epc import epc_code
from core.errors import InvariantBroken
from core.policy import Actor
from desk.mail_facts import DOCUMENT, LETTER, TEXT, Attachment

_SYSTEM = Actor.system("mail")
_PIXELS_PER_DOT = 5

Maker = Callable[[str, datetime], bytes]
_makers: dict[str, Maker] = {}


def make_attachments(makers: Mapping[str, Maker]) -> None:
    """Say who makes the papers of rooms beside this one, by their kind (config.wiring does)."""
    _makers.clear()
    _makers.update(makers)


def attached(
    attachment: Attachment, letters: list[Mapping[str, Any]], *, queued_at: datetime
) -> bytes:
    """Return an attachment's PDF; the same mail always gets the same one."""
    if attachment.kind == DOCUMENT:
        return finance.document_pdf(actor=_SYSTEM, number=attachment.ref, at=queued_at)
    if attachment.kind == TEXT:
        return _text(attachment.ref, queued_at)
    if attachment.kind == LETTER:
        return finance.letter_pdf(
            letter=letter_of(letters[int(attachment.ref)]), dated=queued_at, at=queued_at
        )
    if attachment.kind in _makers:
        return _makers[attachment.kind](attachment.ref, queued_at)
    raise InvariantBroken(f"a mail cannot have a {attachment.kind} attached")


def text_ref(text: texts.Text) -> str:
    """Return the reference of a wording: a version is never changed once it was published."""
    return ":".join((text.kind, text.country, text.language, text.version))


def letter_of(kept: Mapping[str, Any]) -> finance.Letter:
    """Return a letter from the words that were sealed."""
    return finance.Letter(
        title=kept["title"],
        language=kept["language"],
        recipient=tuple(kept["recipient"]),
        info=tuple((label, value) for label, value in kept["info"]),
        paragraphs=tuple(kept["paragraphs"]),
        facts=tuple((label, value) for label, value in kept["facts"]),
        body=kept["body"],
    )


def code_picture(payload: str) -> bytes:
    """Return a bank transfer's code as PNG from its facts; mail programs show no SVG."""
    out = io.BytesIO()
    epc_code(**json.loads(payload)).save(out, kind="png", scale=_PIXELS_PER_DOT, border=3)
    return out.getvalue()


def _text(ref: str, at: datetime) -> bytes:
    head, country, language, version = _parts(ref)
    text = texts.version_of(head, language=language, version=version, country=country)
    letter = finance.Letter(title=text.title, language=text.language, body=text.body)
    dated = datetime.combine(text.valid_from, time(), UTC)
    return finance.letter_pdf(letter=letter, dated=dated, at=at)


def _parts(ref: str) -> tuple[str, str, str, str]:
    """Take a reference apart; a page's kind has a colon of its own."""
    head, country, language, version = ref.rsplit(":", 3)
    return head, country, language, version
