"""Progress is a bar for people and lines for logs."""

from __future__ import annotations

import io

from config.imports.progress import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say yes."""
        return True


def run(stream: io.StringIO, seconds: list[float]) -> str:
    """Show four steps at the given times."""
    times = iter(seconds)
    progress = Progress(stream, lambda: next(times))
    progress.begin("reading", 400)
    for step in (1, 2, 3):
        progress.show(step * 100, step * 10)
    progress.end(40, "2 rejected")
    return stream.getvalue()


def test_a_log_gets_plain_lines_some_seconds_apart() -> None:
    text = run(io.StringIO(), [0.0, 1.0, 6.0, 7.0, 8.0])
    assert text == "reading:  50% 20 rows 3/s\nreading: 100% 40 rows 5/s 2 rejected\n"


def test_a_terminal_gets_one_moving_line() -> None:
    text = run(Terminal(), [0.0, 1.0, 2.0, 3.0, 4.0])
    assert text.count("\r") == 4
    assert text.count("\n") == 1
    assert "[############............]  50%" in text
