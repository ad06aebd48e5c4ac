"""Progress on the error stream: a moving bar on a terminal, plain lines in a log."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from django.utils.translation import gettext as _

_SECONDS_BETWEEN_LINES = 5.0
_SECONDS_BETWEEN_BARS = 0.2
_BAR_WIDTH = 24


class Progress:
    """Shows how many of `total` units are done, how fast, and a label of the work in hand."""

    def __init__(self, stream: TextIO, seconds: Callable[[], float]) -> None:
        self._stream, self._seconds = stream, seconds
        self._terminal = stream.isatty()
        self._pause = _SECONDS_BETWEEN_BARS if self._terminal else _SECONDS_BETWEEN_LINES
        self._label, self._total, self._started, self._shown = "", 0, 0.0, 0.0

    def begin(self, label: str, total: int) -> None:
        """Start a piece of work of `total` units."""
        self._label, self._total = label, total
        self._started = self._shown = self._seconds()

    def show(self, done: int, rows: int, note: str = "") -> None:
        """Tell how far the work is; most calls write nothing, so it may be called per row."""
        now = self._seconds()
        if now - self._shown >= self._pause:
            self._shown = now
            self._write(self._line(done, rows, note, now), last=False)

    def end(self, rows: int, note: str = "") -> None:
        """Say that this piece of work is complete."""
        self._write(self._line(self._total, rows, note, self._seconds()), last=True)

    def _line(self, done: int, rows: int, note: str, now: float) -> str:
        share = min(done / self._total, 1.0) if self._total else 1.0
        rate = rows / max(now - self._started, 0.001)
        filled = int(share * _BAR_WIDTH)
        bar = f"[{'#' * filled}{'.' * (_BAR_WIDTH - filled)}] " if self._terminal else ""
        counted = _("%(rows)s rows") % {"rows": f"{rows:,}"}
        text = f"{self._label}: {bar}{share:4.0%} {counted} {rate:,.0f}/s {note}"
        return text.rstrip()

    def _write(self, line: str, *, last: bool) -> None:
        if self._terminal:
            self._stream.write(f"\r{line:<79.79}" + ("\n" if last else ""))
        else:
            self._stream.write(line + "\n")
        self._stream.flush()
