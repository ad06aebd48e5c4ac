"""Labels: allergens that stand out."""

from __future__ import annotations

import re

_MARKED = re.compile(r"\*\*([^*]+)\*\*")


def parts(text: str) -> list[tuple[str, bool]]:
    """Split a text into pieces and whether each is emphasised: "oats, **milk**"."""
    found: list[tuple[str, bool]] = []
    end = 0
    for mark in _MARKED.finditer(text):
        if mark.start() > end:
            found.append((text[end : mark.start()], False))
        found.append((mark[1], True))
        end = mark.end()
    if end < len(text):
        found.append((text[end:], False))
    return found


def marks(text: str) -> int:
    """Count the allergens that stand out."""
    return len(_MARKED.findall(text))


def without_marks(text: str) -> str:
    """Return the text as it is read aloud."""
    return _MARKED.sub(r"\1", text)
