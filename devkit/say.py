"""What dev.py tells the person in front of it: one line a step, with the seconds it took."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

HEARTBEAT = 10.0
_out: list[TextIO] = []


def say_to(stream: TextIO) -> None:
    """Choose where lines go; stderr by default, so that stdout stays clean for --json."""
    _out[:] = [stream]


def say(line: str) -> None:
    """Print one line now; never fail because nobody reads any more."""
    try:
        print(line, file=_out[0] if _out else sys.stderr, flush=True)
    except (OSError, ValueError):
        _out[:] = [_silence()]


class _Silence:
    """A stream that swallows everything, for when the terminal is gone."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


def _silence() -> TextIO:
    return _Silence()  # type: ignore[return-value]


class Step:
    """A piece of work in progress; `note` is what its heartbeat shows beside the seconds."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.note = ""
        self.began = time.monotonic()
        self.over = threading.Event()

    @property
    def seconds(self) -> float:
        """Return how long it has taken so far."""
        return time.monotonic() - self.began

    def beat(self) -> None:
        """Say that it still goes on, until it is over."""
        while not self.over.wait(HEARTBEAT):
            note = f", {self.note}" if self.note else ""
            say(f"  {self.title} … {self.seconds:.0f} s{note}")


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Report a piece of work: a sign of life every ten seconds, and one line when it is done."""
    work = Step(title)
    thread = threading.Thread(target=work.beat, daemon=True)
    thread.start()
    try:
        yield work
    finally:
        work.over.set()
    note = f" ({work.note})" if work.note else ""
    say(f"  {title}: {work.seconds:.1f} s{note}")
