"""Draw a partner's commission statement on the company's letterhead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.company import company
from finance.papers.drawing import draw
from finance.services.letterheads import keep_letterhead

STATEMENT_TEMPLATE = "statement-1"


def statement_pdf(
    content: Mapping[str, Any], *, language: str, dated: datetime, at: datetime
) -> bytes:
    """Return the paper as a PDF/A-3b; the same content of the same `dated` gives the same bytes."""
    letterhead = keep_letterhead(company(), at=at)
    return draw(STATEMENT_TEMPLATE, dict(content), letterhead, language, dated)
