"""Look whether papers are still what they were: whole series, the same bytes when drawn again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import structlog
from django.db.models import Count, Max

from core.encryption import Forgotten
from finance.models import Document, DocumentRender
from finance.services.draw_document import drawn, typesetter

log = structlog.get_logger(__name__)

REDRAWN = 200


@dataclass(frozen=True, slots=True)
class DocumentFinding:
    """A document, or a series, that is not as it was."""

    subject: str
    problem: str


def verify_documents(*, redraw: int = REDRAWN) -> tuple[DocumentFinding, ...]:
    """Count every series through and draw the papers again that were first drawn last.

    Whose recipient was forgotten, and what another version of the typesetter drew, is passed over.
    """
    findings = (*_gaps(), *_drawn_otherwise(redraw))
    for finding in findings:
        log.error("document is not as it was", subject=finding.subject, problem=finding.problem)
    return findings


def _gaps() -> Iterator[DocumentFinding]:
    counted = Document.objects.values("series", "year").annotate(
        last=Max("sequence"), count=Count("pk")
    )
    for row in counted.order_by("series", "year"):
        if row["last"] != row["count"]:
            yield DocumentFinding(f"{row['series']}-{row['year']}", "series has a gap")


def _drawn_otherwise(most: int) -> Iterator[DocumentFinding]:
    renders = DocumentRender.objects.filter(typesetter=typesetter())
    for render in renders.select_related("document__letterhead").order_by("-pk")[:most]:
        try:
            pdf = drawn(render.document)
        except Forgotten:
            continue
        if hashlib.sha256(pdf).hexdigest() != render.sha256:
            yield DocumentFinding(render.document.number, "is drawn otherwise")
