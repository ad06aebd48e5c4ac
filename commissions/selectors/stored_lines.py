"""The lines that a run has stored, compared with those that are worked out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

import numpy as np

from commissions.arrays.columns import ABSENT, Flags, Minor, Rows
from commissions.arrays.lines import LineBlock
from commissions.arrays.picture import ArrayPicture
from commissions.engine.facts import Correction
from commissions.engine.tree import NOBODY
from commissions.models import EarningLine
from core.copied_columns import Column, read_columns

CHUNK = 5_000
_OWN = """
SELECT line_no, rule_id = %(rule)s AND corrects_run_id IS NULL, member_id,
       coalesce(volume_entry_id, {nobody}), coalesce(source_id, {nobody}), level, rate_bp,
       base_minor, amount_minor, (SELECT count(*) FROM jsonb_object_keys(facts)) {facts}
FROM commissions_earningline
WHERE run_id = %(run)s AND line_no BETWEEN %(first)s AND %(last)s ORDER BY line_no
"""
_TYPES = (
    "integer", "boolean", "bigint", "bigint", "bigint", "smallint", "integer", "bigint", "bigint",
    "bigint",
)  # fmt: skip
_FACT = ", coalesce((facts ->> %(fact{place})s)::bigint, {absent})"
_CORRECTING = (
    "rule_id", "volume_entry_id", "member_id", "level", "rate_bp", "base_minor", "amount_minor",
    "source_id", "facts", "corrects_run_id", "corrects_line_no",
)  # fmt: skip


class StoredLines:
    """Compares lines while they stream by; `first_difference` is the number of the first other one.

    Reads no more of what is stored at once than a block of lines.
    """

    def __init__(self, run_id: int, picture: ArrayPicture) -> None:
        self._run_id, self._picture = run_id, picture
        self._lines = 0
        self.first_difference: int | None = None

    def through(self, blocks: Iterable[LineBlock]) -> Iterator[LineBlock]:
        """Pass lines on and compare each block with what is stored in its place."""
        for block in blocks:
            if self.first_difference is None:
                self._compare(block)
            self._lines += len(block)
            yield block

    def end_with(self, corrections: Iterable[Correction]) -> None:
        """Compare what is stored behind the run's own lines: all of it corrects closed periods."""
        if self.first_difference is not None:
            return
        rows = EarningLine.objects.filter(run_id=self._run_id, line_no__gt=self._lines)
        stored = rows.order_by("line_no").values_list(*_CORRECTING).iterator(chunk_size=CHUNK)
        pairs = zip_longest(map(_row, corrections), stored)
        for number, (line, row) in enumerate(pairs, start=self._lines + 1):
            if line != row:
                self.first_difference = number
                return

    def _compare(self, block: LineBlock) -> None:
        stored = self._stored(block)
        size = min(len(stored[0]), len(block))
        same = np.ones(size, np.bool_)
        for found, expected in zip(stored, self._expected(block), strict=True):
            same &= _equal(found[:size], expected[:size])
        if not same.all():
            self.first_difference = self._lines + 1 + int(np.argmin(same))
        elif size < len(block):
            self.first_difference = self._lines + 1 + size

    def _stored(self, block: LineBlock) -> list[Column]:
        names = {f"fact{place}": name for place, name in enumerate(block.fact_names)}
        columns = "".join(_FACT.format(place=place, absent=ABSENT) for place in range(len(names)))
        facts = {
            "run": self._run_id,
            "rule": block.rule_id,
            "first": self._lines + 1,
            "last": self._lines + len(block),
            **names,
        }
        types = (*_TYPES, *("bigint",) * len(names))
        return read_columns(_OWN.format(nobody=NOBODY, facts=columns), facts, types)

    def _expected(self, block: LineBlock) -> list[Column]:
        columns, picture = block.columns, self._picture
        return [
            np.arange(self._lines + 1, self._lines + len(block) + 1),
            np.ones(len(block), np.bool_),
            picture.member_ids[columns.members],
            _numbers(picture.volumes.entry_ids, columns.volumes),
            _numbers(picture.member_ids, columns.sources),
            columns.levels,
            columns.rates_bp,
            columns.bases,
            columns.amounts,
            (columns.facts != ABSENT).sum(axis=0),
            *columns.facts,
        ]


def _equal(found: Column, expected: Column) -> Flags:
    return np.asarray(found == expected, np.bool_)


def _numbers(known: Minor, at: Rows) -> Minor:
    if not len(known):
        return np.full(len(at), NOBODY, np.int64)
    return np.asarray(np.where(at == NOBODY, NOBODY, known[at]), np.int64)


def _row(line: Correction) -> tuple[object, ...]:
    return (
        line.rule_id, line.volume.entry_id if line.volume else None, line.member_id, line.level,
        line.rate_bp, line.base_minor, line.amount_minor, line.source_id, None, line.run_id,
        line.line_no,
    )  # fmt: skip
