"""In which line of a document the key stands that a refusal names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_HEADING = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]")
_FIRST = re.compile(r"(?P<name>[^.\[]+)(?:\[(?P<which>.*?)\](?=\.|$|\[))?(?:\.(?P<rest>.*))?")
_NAMED_BY = re.compile(r"""\s*(?:id|name)\s*=\s*["'](?P<name>.*)["']""")
_QUOTES = '"""'


@dataclass(frozen=True, slots=True)
class _Block:
    """A table: its heading, the line of the heading from 0, and the numbered lines below it."""

    heading: str
    first: int
    lines: Sequence[tuple[int, str]]


def line_of(text: str, path: str) -> int | None:
    """Return the line, from 1, of a dotted path like "rule[team].rates"; None if nothing is found.

    What is missing has no line: then it is that of the table's heading.
    """
    found = _FIRST.fullmatch(path)
    if found is None:
        return None
    head, *tables = _blocks(text.splitlines())
    name, which, rest = found["name"], found["which"], found["rest"] or ""
    block = _table(tables, name, which)
    if block is None:
        return _key(head.lines, name)
    key = _FIRST.fullmatch(rest)
    return (_key(block.lines, key["name"]) if key else None) or block.first + 1


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    heading, first, below = "", 0, list[tuple[int, str]]()
    is_quoted = False
    for number, line in enumerate(lines):
        found = None if is_quoted else _HEADING.match(line)
        if found:
            yield _Block(heading, first, below)
            heading, first, below = found[1], number, []
        elif not is_quoted:
            below.append((number, line))
        is_quoted ^= line.count(_QUOTES) % 2 == 1
    yield _Block(heading, first, below)


def _table(tables: Sequence[_Block], name: str, which: str | None) -> _Block | None:
    """Return one of several tables by what it is called, else by its place, else the first."""
    alike = [block for block in tables if block.heading == name]
    for block in alike:
        if which is not None and which in _names(block):
            return block
    if which is not None and which.isdigit() and 0 < int(which) <= len(alike):
        return alike[int(which) - 1]
    return alike[0] if alike and which is None else None


def _names(block: _Block) -> Iterator[str]:
    for _number, line in block.lines:
        found = _NAMED_BY.match(line)
        if found:
            yield found["name"]


def _key(lines: Sequence[tuple[int, str]], name: str) -> int | None:
    wanted = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*[=.]""")
    return next((number + 1 for number, line in lines if wanted.match(line)), None)
