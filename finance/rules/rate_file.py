"""Read published exchange rates: the European Central Bank's XML and CSV files, or plain lines.

Each gives what one euro is worth in other currencies. Plain lines name the pair themselves:
"2026-01-15 EUR/CHF 0.9345".
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import StringIO
from typing import NamedTuple

from core.money import EXPONENTS
from core.numerals import read_scaled
from finance.rate_facts import DECIMALS, Quote
from finance.rules.hardened_xml import Node, XmlRefused, read_xml

MAX_BYTES = 20_000_000
# Nobody reads through more in one file; the bank's longest one begins in 1999.
MAX_RATES = 20_000
# Above it, a worth in minor units might not fit.
MOST_MILLIONTHS = 10**15
_ECB_BASE = "EUR"
_NOTHING = {"", "N/A", "-"}
_WRITTEN_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]+) (\d{4})")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_PLAIN = re.compile(r"(\d{4}-\d\d-\d\d) ([A-Z]{3})/([A-Z]{3}) ([0-9.]+)")


class RatesRefused(Exception):
    """The bytes are no rates that are read here; `fault` says why, `line` where."""

    def __init__(self, fault: str, line: int = 0, given: str = "") -> None:
        super().__init__(fault)
        self.fault, self.line, self.given = fault, line, given[:40]


class Published(NamedTuple):
    """The rates of a file, and currencies in it that nobody here can pay in."""

    quotes: tuple[Quote, ...]
    skipped: tuple[str, ...]


class _Cell(NamedTuple):
    """One rate as it is written, and the line of the file that it stands in."""

    line: int
    day: str
    base: str
    currency: str
    rate: str


def read_rates(content: bytes, *, since: date | None = None) -> Published:
    """Read the rates of a file from a day on, by day and currency.

    Raises: RatesRefused — with the first line that cannot be read, or for a rate that is there
    twice.
    """
    if len(content) > MAX_BYTES:
        raise RatesRefused("too_large")
    read = _of_xml if content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else _of_text
    found: dict[tuple[date, str], Quote] = {}
    skipped: set[str] = set()
    for cell in read(content):
        day = _day(cell)
        if since is not None and day < since:
            continue
        if cell.currency not in EXPONENTS or cell.base not in EXPONENTS:
            skipped.add(cell.currency if cell.currency not in EXPONENTS else cell.base)
            continue
        if (day, cell.currency) in found:
            raise RatesRefused("twice", cell.line, f"{cell.currency} {day}")
        found[day, cell.currency] = Quote(cell.base, cell.currency, day, _millionths(cell))
    if not found:
        raise RatesRefused("nothing")
    if len(found) > MAX_RATES:
        raise RatesRefused("too_many")
    return Published(tuple(found[key] for key in sorted(found)), tuple(sorted(skipped)))


def read_value(text: str) -> int | None:
    """Return a rate in millionths, None for what is no rate above zero."""
    found = read_scaled(text, DECIMALS)
    return found if found is not None and 0 < found <= MOST_MILLIONTHS else None


def _millionths(cell: _Cell) -> int:
    found = read_value(cell.rate)
    if found is None:
        raise RatesRefused("rate", cell.line, cell.rate)
    if cell.base == cell.currency:
        raise RatesRefused("pair", cell.line, f"{cell.base}/{cell.currency}")
    return found


def _day(cell: _Cell) -> date:
    """Read "2026-01-15", or "15 January 2026" as in the bank's file of one day."""
    written = _WRITTEN_DAY.fullmatch(cell.day)
    try:
        if written is None:
            return date.fromisoformat(cell.day)
        return date(int(written[3]), _MONTHS.index(written[2]) + 1, int(written[1]))
    except ValueError:
        raise RatesRefused("day", cell.line, cell.day) from None


def _of_xml(content: bytes) -> Iterator[_Cell]:
    """Yield the rates of the bank's XML: <Cube time><Cube currency rate/></Cube>."""
    try:
        _namespace, root = read_xml(content)
    except XmlRefused as refused:
        raise RatesRefused(refused.fault, refused.line) from None
    for day in _below(root):
        if "time" not in day.attributes:
            continue
        for each in day.children:
            currency, rate = each.attributes.get("currency"), each.attributes.get("rate")
            if currency is None or rate is None:
                raise RatesRefused("not_rates")
            yield _Cell(0, day.attributes["time"], _ECB_BASE, currency, rate)


def _below(node: Node) -> Iterator[Node]:
    for child in node.children:
        yield child
        yield from _below(child)


def _of_text(content: bytes) -> Iterator[_Cell]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RatesRefused("not_rates") from None
    first = next((line for line in text.splitlines() if line.strip()), "")
    read: Callable[[str], Iterator[_Cell]] = _of_csv if first.startswith("Date,") else _of_lines
    yield from read(text)


def _of_csv(text: str) -> Iterator[_Cell]:
    """Yield the rates of the bank's CSV: a head of currencies, then a line for each day."""
    rows = csv.reader(StringIO(text))
    head: Sequence[str] | None = None
    for row in rows:
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if head is None:
            head = cells
            continue
        if len(cells) != len(head):
            raise RatesRefused("columns", rows.line_num)
        for currency, rate in zip(head[1:], cells[1:], strict=True):
            if currency and rate not in _NOTHING:
                yield _Cell(rows.line_num, cells[0], _ECB_BASE, currency, rate)


def _of_lines(text: str) -> Iterator[_Cell]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _PLAIN.fullmatch(line.strip())
        if match is None:
            raise RatesRefused("line", number, line.strip())
        yield _Cell(number, *match.groups())


def as_lines(quotes: Sequence[Quote]) -> str:
    """Write rates as plain lines, which read back as the same."""
    written = (
        f"{each.day} {each.base}/{each.currency} "
        f"{each.millionths // 10**DECIMALS}.{each.millionths % 10**DECIMALS:0{DECIMALS}d}"
        for each in quotes
    )
    return "\n".join(written)
