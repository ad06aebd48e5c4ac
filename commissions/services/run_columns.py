"""Write the columns of a run into the tables of its own, by binary COPY."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from commissions.arrays.columns import ABSENT, Flags, Minor, Rows, Texts
from commissions.arrays.lines import LineBlock
from commissions.arrays.picture import ArrayCarried, ArrayPicture
from commissions.arrays.standing import ArrayStanding
from commissions.engine.tree import NOBODY
from commissions.services.run_tables import (
    CARRIES,
    LINES,
    MEMBERS,
    REVERSALS,
    VOLUMES,
    own_table,
)
from core.copied_columns import Cells, flags, nothing, texts, whole, write_columns

BLOCK = 1 << 16
_MEMBER = (
    "run_id, member_id, sponsor_id, pv_minor, gv_minor, is_active, status, paid_rank, earned_rank,"
    " held_rank, title, missed, parent_id, slot"
)
_LINE = (
    "run_id, member_id, volume_entry_id, base_minor, amount_minor, line_no, rate_bp, level,"
    " rule_id, source_id, facts"
)
_CARRY = "run_id, member_id, amount, rule_id, name, since"
JSONB_VERSION = b"\x01"


def copy_members(run_id: int, picture: ArrayPicture, standing: ArrayStanding) -> None:
    """Write what every member was."""
    rows = _members(run_id, picture, standing)
    write_columns(own_table(MEMBERS, run_id), _MEMBER, rows, is_new=True)


def _members(
    run_id: int, picture: ArrayPicture, standing: ArrayStanding
) -> Iterator[tuple[Cells, ...]]:
    ranked = standing.ranked
    for part in _parts(len(picture)):
        size = part.stop - part.start
        yield (
            _run(run_id, size),
            whole(picture.member_ids[part], 8),
            whole(_numbers(picture.member_ids, picture.sponsor_rows[part]), 8, absent=NOBODY),
            whole(standing.pv_minor[part], 8),
            whole(standing.gv_minor[part], 8),
            flags(standing.is_active[part]),
            *(
                texts(column.names, column.rows[part])
                for column in (
                    picture.statuses, ranked.paid, ranked.earned, ranked.held, ranked.title,
                )
            ),
            whole(ranked.missed[part], 2),
            *_place(picture, part),
        )  # fmt: skip


def _place(picture: ArrayPicture, part: slice) -> tuple[Cells, Cells]:
    size = part.stop - part.start
    if picture.placement is None:
        return nothing(size), whole(np.zeros(size), 2)
    parents = _numbers(picture.member_ids, picture.placement.parent_rows[part])
    return whole(parents, 8, absent=NOBODY), whole(picture.placement.slots[part], 2)


def copy_volumes(run_id: int, picture: ArrayPicture) -> None:
    """Write which volume entries the run counts, and which reversals."""
    _copy_keys(VOLUMES, "volume_entry_id", run_id, np.sort(picture.volumes.entry_ids))
    reversals = np.array([each.reversal_id for each in picture.reversals], np.int64)
    _copy_keys(REVERSALS, "reversal_id", run_id, reversals)


def _copy_keys(table: str, name: str, run_id: int, keys: Minor) -> None:
    blocks = (
        (_run(run_id, part.stop - part.start), whole(keys[part], 8)) for part in _parts(len(keys))
    )
    write_columns(own_table(table, run_id), f"run_id, {name}", blocks, is_new=True)


def copy_lines(run_id: int, picture: ArrayPicture, blocks: Iterable[LineBlock]) -> None:
    """Write the lines as they stream out of the engine, numbered from 1."""
    rows = _lines(run_id, picture, blocks)
    write_columns(own_table(LINES, run_id), _LINE, rows, is_new=True)


def _lines(
    run_id: int, picture: ArrayPicture, blocks: Iterable[LineBlock]
) -> Iterator[tuple[Cells, ...]]:
    first = 1
    for block in blocks:
        columns, size = block.columns, len(block)
        entries = _numbers(picture.volumes.entry_ids, columns.volumes)
        sources = _numbers(picture.member_ids, columns.sources)
        yield (
            _run(run_id, size),
            whole(picture.member_ids[columns.members], 8),
            whole(entries, 8, absent=NOBODY),
            whole(columns.bases, 8),
            whole(columns.amounts, 8),
            whole(np.arange(first, first + size), 4),
            whole(columns.rates_bp, 4),
            whole(columns.levels, 2),
            _same(block.rule_id, size),
            whole(sources, 8, absent=NOBODY),
            _facts(block),
        )
        first += size


def _facts(block: LineBlock) -> Cells:
    """Return the facts of each line as a JSON object, put together as columns of bytes."""
    there = block.columns.facts != ABSENT
    if not there.any():
        return nothing(len(block))
    pieces = [np.full(len(block), JSONB_VERSION + b"{")]
    is_first = np.ones(len(block), np.bool_)
    for name, numbers, known in zip(block.fact_names, block.columns.facts, there, strict=True):
        label = f'"{name}":'.encode()
        pieces += [
            np.where(known, np.where(is_first, label, b"," + label), b""),
            np.where(known, numbers.astype("S20"), b""),
        ]
        is_first &= ~known
    pieces.append(np.full(len(block), b"}"))
    return _joined(pieces, there.any(axis=0))


def _joined(pieces: list[Texts], known: Flags) -> Cells:
    """Put texts together row by row, with blanks where they end early, as JSON allows."""
    rows = len(known)
    bytewise = [piece.view(np.uint8).reshape(rows, piece.dtype.itemsize) for piece in pieces]
    wide = np.concatenate(bytewise, axis=1)
    wide[wide == 0] = ord(" ")
    size = wide.shape[1]
    sizes = None if known.all() else np.where(known, size, NOBODY)
    return Cells(wide.view(f"S{size}").reshape(rows), sizes)


def copy_carries(run_id: int, carried: ArrayCarried) -> None:
    """Write what the next run begins with."""
    blocks = (
        (
            _run(run_id, part.stop - part.start),
            whole(carried.member_ids[part], 8),
            whole(carried.amounts[part], 8),
            texts(carried.rules.names, carried.rules.rows[part]),
            texts(carried.names.names, carried.names.rows[part]),
            texts(carried.since.names, carried.since.rows[part]),
        )
        for part in _parts(len(carried))
    )
    write_columns(own_table(CARRIES, run_id), _CARRY, blocks, is_new=True)


def _parts(size: int) -> Iterator[slice]:
    return (slice(start, min(start + BLOCK, size)) for start in range(0, size, BLOCK))


def _run(run_id: int, size: int) -> Cells:
    return whole(np.full(size, run_id), 8)


def _same(text: str, size: int) -> Cells:
    return Cells(np.full(size, text.encode()))


def _numbers(known: Minor, rows: Rows) -> Minor:
    """Return what stands at rows; NOBODY stays what it is."""
    if not len(known):
        return np.full(len(rows), NOBODY, np.int64)
    return np.asarray(np.where(rows == NOBODY, NOBODY, known[rows]), np.int64)
