"""Whole columns out of PostgreSQL and into it by binary COPY: no Python object per value.

Measured against arrays that the server puts together and against ADBC (docs/performance.md):
plain rows, cut up by numpy, are as fast as either and need no further package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, TypeAlias

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg import ClientCursor
from psycopg.pq import ExecStatus

from core.ahead import ahead
from core.errors import InvariantBroken

Column: TypeAlias = NDArray[Any]

SIGNATURE = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
# How PostgreSQL sends the types that a query may ask for; a text may only be the last one.
SENT = {"bigint": ">i8", "integer": ">i4", "smallint": ">i2", "boolean": "?", "date": ">i4"}
TEXT = "text"
# The day that PostgreSQL counts dates from, as `date.toordinal` counts.
FIRST_DAY = 730_120
READ_AT_ONCE = 1 << 16
ABSENT = -1


def read_columns(query: str, facts: Mapping[str, Any], types: Sequence[str]) -> list[Column]:
    """Read the columns of a query, which must name their types and hold no NULL.

    Units: dates as `date.toordinal` counts, texts as their UTF-8 bytes.
    Raises: InvariantBroken — a column has another type or holds NULL.
    """
    parts = [_empty(types)]
    parts += [_cut(rows, types) for rows in _rows(sent_rows(query, facts)) if rows]
    return [np.concatenate(column) for column in zip(*parts, strict=True)]


def sent_rows(query: str, facts: Mapping[str, Any]) -> Iterator[list[bytes]]:
    """Yield what binary COPY sends, many rows at a time; it must be read to its end.

    Straight from libpq: waiting for each row through psycopg takes several times as long.
    """
    connection.ensure_connection()
    session = connection.connection
    statement = f"COPY ({query}) TO STDOUT (FORMAT BINARY)"
    sent = ClientCursor(session).mogrify(statement, facts) if facts else statement
    libpq = session.pgconn
    begun = libpq.exec_(sent.encode())
    if begun.status != ExecStatus.COPY_OUT:
        raise InvariantBroken(begun.error_message.decode(errors="replace"))
    more = True
    while more:
        rows = _some(libpq.get_copy_data)
        more = len(rows) == READ_AT_ONCE
        if rows:
            yield rows
    ended = libpq.get_result()
    while libpq.get_result() is not None:
        continue
    if ended is None or ended.status != ExecStatus.COMMAND_OK:
        raise InvariantBroken("reading columns broke off")


def _some(take: Callable[[int], tuple[int, memoryview]]) -> list[bytes]:
    """Take rows in the plainest loop there is: it runs once for every row of a company."""
    rows: list[bytes] = []
    add = rows.append
    for _ in range(READ_AT_ONCE):
        size, row = take(0)
        if size < 0:
            break
        add(bytes(row))
    return rows


def _rows(blocks: Iterable[list[bytes]]) -> Iterator[list[bytes]]:
    """Yield the rows alone: the signature stands before the first, the trailer after the last."""
    for place, rows in enumerate(blocks):
        if not place:
            rows[0] = rows[0].removeprefix(SIGNATURE)
        if rows[-1] == TRAILER:
            rows.pop()
        yield rows if not rows or rows[0] else rows[1:]


def _empty(types: Sequence[str]) -> list[Column]:
    return [np.empty(0, np.dtype(SENT.get(each, "S1")).newbyteorder("=")) for each in types]


def _cut(rows: list[bytes], types: Sequence[str]) -> list[Column]:
    if TEXT not in types:
        return _cut_evenly(rows, types, 0)
    sizes = np.fromiter(map(len, rows), np.int64, len(rows))
    fixed = _layout(types, 0).itemsize
    longest = int(sizes.max()) - fixed
    whole = [np.empty(len(rows), each.dtype) for each in _empty(types)]
    whole[-1] = np.empty(len(rows), f"S{max(longest, 1)}")
    for size in np.unique(sizes).tolist():
        chosen = sizes == size
        for into, part in zip(
            whole, _cut_evenly(list(compress(rows, chosen)), types, size - fixed), strict=True
        ):
            into[chosen] = part
    return whole


def _layout(types: Sequence[str], text: int) -> np.dtype[np.void]:
    fields: list[tuple[str, str]] = [("count", ">i2")]
    for place, each in enumerate(types):
        fields += [(f"size{place}", ">i4"), (f"value{place}", SENT.get(each, f"S{text}"))]
    return np.dtype(fields)


def _cut_evenly(rows: list[bytes], types: Sequence[str], text: int) -> list[Column]:
    """Cut rows whose text, if they have one, is so many bytes long."""
    layout, raw = _layout(types, text), b"".join(rows)
    if len(raw) != len(rows) * layout.itemsize:
        raise InvariantBroken("a column that was read has another type, or holds NULL")
    table = np.frombuffer(raw, layout)
    columns = []
    for place, each in enumerate(types):
        value = table[f"value{place}"]
        if (table[f"size{place}"] != value.dtype.itemsize).any():
            raise InvariantBroken(f"column {place} that was read is no {each}, or holds NULL")
        column = value.astype(value.dtype.newbyteorder("="))
        columns.append(column + FIRST_DAY if each == "date" else column)
    return columns


@dataclass(frozen=True, slots=True)
class Cells:
    """One column to be written: a value for each row, and how many of its bytes count, -1 for NULL.

    Without sizes each row's value counts whole.
    """

    values: Column
    sizes: Column | None = None


def whole(values: object, size: int, *, absent: int | None = None) -> Cells:
    """Return a column of whole numbers of so many bytes; `absent` stands for NULL."""
    column = np.asarray(values)
    if absent is None:
        return Cells(column.astype(f">i{size}"))
    missing = column == absent
    if not missing.any():
        return Cells(column.astype(f">i{size}"))
    if missing.all():
        return nothing(len(column))
    return Cells(np.where(missing, 0, column).astype(f">i{size}"), np.where(missing, ABSENT, size))


def flags(values: Column) -> Cells:
    """Return a column of booleans."""
    return Cells(values.astype(np.uint8))


def texts(names: Sequence[str], codes: Column) -> Cells:
    """Return a column of texts, each given by its place among few different ones."""
    encoded = [name.encode() for name in names]
    sizes = np.array([len(name) for name in encoded], np.int64)
    if len(encoded) == 1:
        return Cells(np.full(len(codes), encoded[0], f"S{max(len(encoded[0]), 1)}"), sizes[codes])
    return Cells(np.array(encoded, np.bytes_)[codes], sizes[codes])


def nothing(rows: int) -> Cells:
    """Return a column of NULLs, which take no room."""
    return Cells(np.zeros(rows, "V0"), np.full(rows, ABSENT))


def write_columns(
    table: str, names: str, blocks: Iterable[Sequence[Cells]], *, is_new: bool = False
) -> None:
    """Copy blocks of rows into a table; `names` are the columns in the order of the cells.

    The server takes in a block while the next ones are made. A table that is new was made in this
    very transaction: nothing needs to look at its rows again to see that they are there.
    """
    options = "FORMAT BINARY, FREEZE" if is_new else "FORMAT BINARY"
    into = f"COPY {table} ({names}) FROM STDIN ({options})"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        copy.write(SIGNATURE)
        for rows in ahead(map(encoded, blocks)):
            copy.write(rows)
        copy.write(TRAILER)


def encoded(cells: Sequence[Cells]) -> bytes:
    """Return rows as COPY takes them."""
    fields: list[tuple[str, Any]] = [("count", ">i2")]
    for place, each in enumerate(cells):
        fields += [(f"size{place}", ">i4"), (f"value{place}", each.values.dtype)]
    table = np.empty(len(cells[0].values), np.dtype(fields))
    table["count"] = len(cells)
    for place, each in enumerate(cells):
        size = each.values.dtype.itemsize
        table[f"size{place}"] = size if each.sizes is None else each.sizes
        table[f"value{place}"] = each.values
    uneven = [
        place for place, each in enumerate(cells)
        if each.sizes is not None and each.values.dtype.itemsize
    ]  # fmt: skip
    return _without_rests(table, cells, uneven).tobytes() if uneven else table.tobytes()


def _without_rests(table: Column, cells: Sequence[Cells], uneven: Sequence[int]) -> Column:
    """Leave out the bytes of each row that stand behind a value's end."""
    rows = table.view(np.uint8).reshape(len(table), table.dtype.itemsize)
    counts = np.ones(rows.shape, np.bool_)
    for place in uneven:
        start, size = table.dtype.fields[f"value{place}"][1], cells[place].values.dtype.itemsize  # type: ignore[index]
        counts[:, start : start + size] = np.arange(size) < table[f"size{place}"][:, None]
    return rows[counts]
