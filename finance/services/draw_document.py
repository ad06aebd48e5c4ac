"""Hand out a document as a PDF: drawn from what was kept at its issue, always the same."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from importlib.metadata import version

import structlog

from core import encryption
from core.errors import InvariantBroken
from core.policy import Actor
from finance.models import Document, DocumentRender
from finance.papers.drawing import draw
from finance.selectors.documents import document_row

log = structlog.get_logger(__name__)


def document_pdf(*, actor: Actor, number: str, at: datetime) -> bytes:
    """Return the document as a PDF/A-3b; the hash of the first one is kept.

    Raises: DocumentNotFound; Forgotten — the recipient's data were erased. InvariantBroken — the
    same typesetter no longer draws what it drew first.
    """
    row = document_row(actor=actor, number=number)
    pdf = drawn(row)
    first, _is_new = DocumentRender.objects.get_or_create(
        document_id=row.pk,
        defaults={
            "sha256": hashlib.sha256(pdf).hexdigest(),
            "typesetter": typesetter(),
            "rendered_at": at,
        },
    )
    _compare(row, first, pdf)
    return pdf


def drawn(row: Document) -> bytes:
    """Draw a document from its sealed words, its template's version and its letterhead."""
    content = json.loads(encryption.unseal(row.person_id, bytes(row.content_sealed)))
    return draw(row.template, content, row.letterhead, row.language, row.issued_at)


def typesetter() -> str:
    """Return what draws papers here; another version may set the same words in other bytes."""
    return f"typst {version('typst')}"


def _compare(row: Document, first: DocumentRender, pdf: bytes) -> None:
    if hashlib.sha256(pdf).hexdigest() == first.sha256:
        return
    if first.typesetter == typesetter():
        raise InvariantBroken(f"document {row.number} is not drawn as it was; see docs/papers.md")
    log.info("document drawn by another typesetter", document=row.number, first=first.typesetter)
