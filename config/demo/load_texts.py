"""Publish the demo company's texts: one Markdown file a wording, below texts/<language>/.

A file is named by its kind, with "@version" where there are several wordings: "terms.md",
"withdrawal@2026-06.md", "page-care.md". Its first lines are "name: value" up to an empty line.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from core import texts
from core.policy import Actor
from core.texts import NewText

FOLDER = Path(__file__).resolve().parent / "texts"


def load_texts(*, actor: Actor, from_day: date, at: datetime) -> int:
    """Publish every wording that is not there yet; return how many that were.

    A file without "valid_from" is in force from the given day on.
    """
    made = 0
    for text in sorted(shipped_texts(from_day), key=lambda one: one.valid_from):
        known = texts.versions(text.kind, language=text.language, country=text.country)
        if all(one.version != text.version_or_day for one in known):
            texts.publish_text(actor=actor, text=text, at=at)
            made += 1
    return made


def shipped_texts(from_day: date) -> Iterator[NewText]:
    """Yield the wordings of the files."""
    for path in sorted(FOLDER.glob("*/*.md")):
        yield _read(path, from_day)


def _read(path: Path, from_day: date) -> NewText:
    head, _empty, body = path.read_text(encoding="utf-8").partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    name, _at, version = path.stem.partition("@")
    valid_from = facts.get("valid_from")
    return NewText(
        kind=f"page:{name.removeprefix('page-')}" if name.startswith("page-") else name,
        language=path.parent.name,
        version=version or facts.get("version", ""),
        valid_from=date.fromisoformat(valid_from) if valid_from else from_day,
        title=facts["title"],
        body=body,
    )
