"""Read an order file once: good rows go to the staging tables, bad rows to the reject file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from config.imports.orders_csv import (
    BadRow,
    Layout,
    OrderRow,
    UnreadableFile,
    physical_lines,
    read_layout,
    read_row,
)
from config.imports.progress import Progress
from config.imports.reject_file import RejectFile
from config.imports.staging import stage


@dataclass(frozen=True, slots=True)
class StagedFile:
    """What a file held: its currency, and how many rows are staged and rejected."""

    currency: str
    staged: int
    rejected: int


def stage_file(path: Path, *, rejects: Path, today: date, progress: Progress) -> StagedFile:
    """Stage the file's orders; a row dated after `today` is a bad row.

    Raises: UnreadableFile — no such file, or no order file; NoPlaceForRejects.
    """
    with _opened(path) as stream:
        lines = physical_lines(stream)
        _number, header, header_size = next(lines, (1, b"", 0))
        layout = read_layout(header)
        progress.begin(_("reading"), path.stat().st_size)
        with RejectFile(rejects) as rejected:
            reading = _Reading(layout, today, rejected, progress, header_size)
            staged = stage(reading.good_rows(lines), layout.currency)
        progress.end(staged, _("%(count)d rejected") % {"count": rejected.count})
    return StagedFile(layout.currency, staged, rejected.count)


@dataclass(slots=True)
class _Reading:
    layout: Layout
    today: date
    rejected: RejectFile
    progress: Progress
    bytes_read: int

    def good_rows(self, lines: Iterator[tuple[int, bytes, int]]) -> Iterator[OrderRow]:
        """Yield the orders and put everything else, but blank lines, aside."""
        rows = 0
        for number, raw, size in lines:
            self.bytes_read, rows = self.bytes_read + size, rows + 1
            if not raw.strip():
                continue
            row = read_row(number, raw, self.layout, self.today)
            if isinstance(row, BadRow):
                self.rejected.add(row)
            else:
                yield row
            self.progress.show(self.bytes_read, rows)


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        hint = _("Cannot read %(path)s: %(why)s.")
        raise UnreadableFile(hint % {"path": path, "why": error.strerror}) from None
