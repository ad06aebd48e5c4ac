"""Compile translations (.po to .mo): `msgfmt` is no part of Python, and .mo is not in git."""

from __future__ import annotations

import ast
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

MO_MAGIC = 0x950412DE
CONTEXT_MARK = "\x04"
PLURAL_MARK = "\x00"


class BadCatalogue(RuntimeError):
    """A .po file says something that cannot be compiled."""


@dataclass
class Entry:
    """One translated text as it grows while its lines are read."""

    context: str | None = None
    source: str = ""
    plural: str | None = None
    forms: dict[int, str] = field(default_factory=dict)
    is_fuzzy: bool = False

    @property
    def key(self) -> str:
        """Return what gettext looks the entry up by."""
        start = "" if self.context is None else self.context + CONTEXT_MARK
        return start + self.source + ("" if self.plural is None else PLURAL_MARK + self.plural)

    @property
    def text(self) -> str:
        """Return the translation, all plural forms in order; empty when one is missing."""
        parts = [self.forms[number] for number in sorted(self.forms)]
        return PLURAL_MARK.join(parts) if all(parts) else ""


def compile_all(root: Path, rooms: Iterable[str]) -> int:
    """Compile every catalogue of the rooms that is newer than its result; return how many.

    Raises: BadCatalogue — file, line, and what is wrong there.
    """
    done = 0
    for room in rooms:
        for source in sorted((root / room).glob("locale/*/LC_MESSAGES/*.po")):
            target = source.with_suffix(".mo")
            if _is_newer(source, target):
                fresh = target.with_suffix(".mo.new")
                fresh.write_bytes(compiled(source.read_text(encoding="utf-8"), str(source)))
                fresh.replace(target)
                done += 1
    return done


def _is_newer(source: Path, target: Path) -> bool:
    return not target.exists() or target.stat().st_mtime_ns <= source.stat().st_mtime_ns


def compiled(text: str, name: str) -> bytes:
    """Turn a catalogue's text into the bytes gettext reads."""
    catalogue = {entry.key: entry.text for entry in entries(text, name) if entry.text}
    return _packed(sorted((key.encode(), value.encode()) for key, value in catalogue.items()))


def entries(text: str, name: str) -> Iterator[Entry]:
    """Read a catalogue's entries, leaving out those marked fuzzy or obsolete."""
    entry, field_name, index = Entry(), "", 0
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if field_name == "msgstr" and not line.startswith(("msgstr", '"')):
            yield from _kept(entry)
            entry, field_name = Entry(), ""
        if line.startswith("#,"):
            entry.is_fuzzy = "fuzzy" in line
        elif line.startswith("msg"):
            keyword, _, line = line.partition(" ")
            field_name, index = _field(keyword)
        if line.startswith('"'):
            _extend(entry, field_name, index, _unquoted(line, name, number))
    yield from _kept(entry)


def _kept(entry: Entry) -> Iterator[Entry]:
    if entry.forms and not (entry.is_fuzzy and entry.source):
        yield entry


def _field(keyword: str) -> tuple[str, int]:
    name, _, rest = keyword.partition("[")
    return name, int(rest.rstrip("]") or 0) if rest else 0


def _extend(entry: Entry, name: str, index: int, text: str) -> None:
    if name == "msgctxt":
        entry.context = (entry.context or "") + text
    elif name == "msgid":
        entry.source += text
    elif name == "msgid_plural":
        entry.plural = (entry.plural or "") + text
    else:
        entry.forms[index] = entry.forms.get(index, "") + text


def _unquoted(quoted: str, name: str, number: int) -> str:
    try:
        text = ast.literal_eval(quoted.strip())
    except (SyntaxError, ValueError):
        text = None
    if not isinstance(text, str):
        raise BadCatalogue(f"{name}, line {number}: not a quoted text: {quoted}")
    return text


def _packed(pairs: list[tuple[bytes, bytes]]) -> bytes:
    """Lay out header, two tables of (length, offset), and the texts, each ended by a zero byte."""
    texts_at = 28 + 16 * len(pairs)
    tables: list[list[int]] = [[], []]
    blob = b""
    for column in (0, 1):
        for pair in pairs:
            tables[column] += [len(pair[column]), texts_at + len(blob)]
            blob += pair[column] + b"\x00"
    header = struct.pack("<7I", MO_MAGIC, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    numbers = [*tables[0], *tables[1]]
    return header + struct.pack(f"<{len(numbers)}I", *numbers) + blob
