"""Draw letters and texts of the company as PDFs, on its letterhead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from core.company import company
from finance.papers.blocks import Block, blocks_of, paragraph
from finance.papers.content import paper_language
from finance.papers.drawing import draw
from finance.services.letterheads import keep_letterhead

LETTER_TEMPLATE = "letter-1"


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper to one person, or a text for everybody (without a recipient's lines).

    `facts` are rows of label and value between the paragraphs and the Markdown `body`.
    """

    title: str
    language: str
    recipient: tuple[str, ...] = field(default=(), repr=False)
    info: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    paragraphs: tuple[str, ...] = field(default=(), repr=False)
    facts: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    body: str = field(default="", repr=False)


def letter_pdf(*, letter: Letter, dated: datetime, at: datetime) -> bytes:
    """Return the letter as a PDF/A-3b; the same letter of the same `dated` gives the same bytes."""
    language = paper_language(letter.language)
    content = {
        "title": letter.title,
        "recipient": letter.recipient,
        "info": letter.info,
        "is_letter": bool(letter.recipient),
        "blocks": _blocks(letter),
    }
    letterhead = keep_letterhead(company(), at=at)
    return draw(LETTER_TEMPLATE, content, letterhead, language, dated)


def _blocks(letter: Letter) -> Sequence[Block]:
    blocks = [paragraph(text) for text in letter.paragraphs]
    if letter.facts:
        blocks.append({"kind": "facts", "rows": letter.facts})
    return [*blocks, *blocks_of(letter.body, settings.SITE_URL)]
