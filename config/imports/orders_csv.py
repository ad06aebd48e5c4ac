"""One line of an order file is one order: read it, or say why not.

    customer,date,quantity,amount_usd
    00001,1997-01-01,1,11.77

    column         becomes
    customer       the buyer's reference in the other system; any printable text up to 40 characters
    date           YYYY-MM-DD: the day the order was placed, paid and delivered
    quantity       whole number from 1: the quantity of the order's one line
    amount_<iso>   gross total in that currency, a point before the decimals; zero is allowed

Columns may stand in any order; the name of the amount column gives the currency of all rows.
The file is UTF-8 (a byte order mark is fine), its lines end with LF or CRLF, blank lines count
as line numbers only. Fields may be quoted, but a row never spans lines. There is no order number:
the key of an order is its content and how often this content has come before (see `content_key`).
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.utils.translation import gettext as _

from core.errors import Invalid
from core.money import EXPONENTS
from core.numerals import read_scaled

LONGEST_LINE = 4096
EARLIEST_DAY = date(1970, 1, 1)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_QUANTITY = re.compile(r"[0-9]{1,6}")
_AMOUNT = re.compile(r"[0-9]{1,10}(?:\.[0-9]+)?")
_COLUMNS = ("customer", "date", "quantity")
_LONGEST_CUSTOMER = 40


class UnreadableFile(Invalid):
    """The file as a whole is no order file; nothing was read from it."""

    code = "imports.unreadable_file"


class _Unfit(Exception):
    """One row cannot be an order; the text says why."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns stand, and the currency that the amount column names."""

    positions: tuple[int, int, int, int]
    currency: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A row that is an order. `amount_minor` is gross, in minor units of the file's currency."""

    line: int
    customer: str
    day: date
    quantity: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is none, with the reason and its text as far as it can be shown."""

    line: int
    reason: str
    text: str


def physical_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes, int]]:
    """Yield line number, bytes without the line end, and how many bytes were read for it.

    A line longer than LONGEST_LINE is cut to one byte more than that, so a file without line
    ends does not fill the memory.
    """
    number = 0
    while raw := stream.readline(LONGEST_LINE + 2):
        number, size = number + 1, len(raw)
        rest = raw
        while not rest.endswith(b"\n") and (rest := stream.readline(LONGEST_LINE)):
            size += len(rest)
        yield number, raw.removesuffix(b"\n").removesuffix(b"\r")[: LONGEST_LINE + 1], size


def read_layout(header: bytes) -> Layout:
    """Read the first line of the file.

    Raises: UnreadableFile — a column is missing, unknown or named twice, or it is no UTF-8 text.
    """
    if header.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in header:
        raise UnreadableFile(_("The file is no UTF-8 text. Save it as CSV in UTF-8."))
    names = [name.strip() for name in header.decode("utf-8-sig", "replace").split(",")]
    names = [name.strip('"') for name in names]
    amounts = [name for name in names if name.startswith("amount_")]
    wanted = {*_COLUMNS, *amounts}
    if len(amounts) != 1 or set(names) != wanted or len(names) != len(wanted):
        raise UnreadableFile(
            _(
                "The first line must name the columns customer,date,quantity,amount_<currency>"
                " (for example amount_usd), separated by commas. It reads: %(header)s"
            )
            % {"header": ",".join(names)[:120]}
        )
    return _layout(names, amounts[0])


def _layout(names: list[str], amount: str) -> Layout:
    currency = amount.removeprefix("amount_").upper()
    if currency not in EXPONENTS:
        text = _("Column %(column)s: %(currency)s is no currency we know, write like amount_usd.")
        raise UnreadableFile(text % {"column": amount[:40], "currency": currency[:20]})
    customer, day, quantity = (names.index(name) for name in _COLUMNS)
    return Layout((customer, day, quantity, names.index(amount)), currency)


def read_row(line: int, raw: bytes, layout: Layout, today: date) -> OrderRow | BadRow:
    """Read one line that is not blank; `today` is the last day an order can have."""
    try:
        fields = _fields(raw)
        customer, day, quantity, amount = (fields[at].strip() for at in layout.positions)
        return OrderRow(
            line=line,
            customer=_customer(customer),
            day=_day(day, today),
            quantity=_quantity(quantity),
            amount_minor=_amount_minor(amount, layout.currency),
        )
    except _Unfit as unfit:
        shown = raw[:300].decode("utf-8", "backslashreplace").replace("\x00", "\\x00")
        return BadRow(line, str(unfit), shown)


def content_key(row: OrderRow, currency: str) -> str:
    """Return the hash of what the row says; equal rows have equal keys however they are written.

    The external reference of an order is this key and the number of its occurrence, "3f…c9-2".
    Which of several equal rows is which does not matter, so re-sorting the file changes nothing.
    """
    content = f"{row.customer}\x1f{row.day}\x1f{row.quantity}\x1f{row.amount_minor}\x1f{currency}"
    return hashlib.sha256(content.encode()).hexdigest()[:40]


def _fields(raw: bytes) -> list[str]:
    if len(raw) > LONGEST_LINE:
        raise _Unfit(_("the line is longer than %(most)d bytes") % {"most": LONGEST_LINE})
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise _Unfit(_("the line is no UTF-8 text")) from None
    if "\x00" in text or "\r" in text:
        raise _Unfit(_("the line holds a control character"))
    fields = _unquoted(text) if '"' in text else text.split(",")
    if len(fields) != len(_COLUMNS) + 1:
        hint = _("%(count)d columns instead of %(wanted)d")
        raise _Unfit(hint % {"count": len(fields), "wanted": len(_COLUMNS) + 1})
    return fields


def _unquoted(text: str) -> list[str]:
    try:
        return next(csv.reader([text], strict=True))
    except csv.Error:
        raise _Unfit(_("a quotation mark is not closed on this line")) from None


def _customer(text: str) -> str:
    if not text:
        raise _Unfit(_("the customer is missing"))
    if len(text) > _LONGEST_CUSTOMER or not text.isprintable():
        raise _Unfit(_("the customer is no printable text of up to 40 characters"))
    return text


def _day(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise _Unfit(_("“%(text)s” is no date like 1997-01-31") % {"text": text[:20]})
    if day > today:
        raise _Unfit(_("the date %(day)s is in the future") % {"day": day})
    if day < EARLIEST_DAY:
        raise _Unfit(_("the date %(day)s is before 1970") % {"day": day})
    return day


def _quantity(text: str) -> int:
    if not _QUANTITY.fullmatch(text) or int(text) < 1:
        raise _Unfit(_("the quantity “%(text)s” is no whole number from 1") % {"text": text[:20]})
    return int(text)


def _amount_minor(text: str, currency: str) -> int:
    if text.startswith("-"):
        raise _Unfit(_("the amount %(text)s is negative") % {"text": text[:20]})
    minor = read_scaled(text, EXPONENTS[currency]) if _AMOUNT.fullmatch(text) else None
    if minor is None:
        hint = _("the amount “%(text)s” is not written like 1234.50 in %(currency)s")
        raise _Unfit(hint % {"text": text[:20], "currency": currency})
    return minor
