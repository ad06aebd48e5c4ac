"""Calculates what waits, in a process of its own that is killed at each moment named.

Started as `python -m tests.faults.killed_run MOMENT…`. It warms up once and forks for each moment:
the child calculates as a worker does and is killed with SIGKILL there; a line says so, and the next
moment waits for a line back. The last child is let through.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.db import connections  # noqa: E402 — needs the apps to be loaded

from commissions.arrays import settle  # noqa: E402, F401 — the kernels, compiled before the fork
from commissions.calculations import carry_out  # noqa: E402
from commissions.calculations.lane import BOOKS, Teller  # noqa: E402
from commissions.calculations.progress import Progress  # noqa: E402
from commissions.models import Calculation  # noqa: E402
from core import clock  # noqa: E402

# The part whose begin is waited for, and whether the child goes on until it is dead.
MOMENTS: dict[str, tuple[str, bool]] = {
    "reading": ("reading", True),
    "computing": ("standings", True),
    "copying": ("rule", False),
    "indexing": ("indexing", True),
    "committing": ("", False),
}
A_LITTLE_SECONDS = 0.01


def main(moments: list[str]) -> None:
    """Kill one child after the other, then let one live."""
    carry_out.MOST_ATTEMPTS = len(moments) + 1
    for moment in moments:
        killed_at(moment)
        say(f"killed {moment}")
        sys.stdin.readline()
    pid = forked(lambda: None)
    say(f"ended {os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])}")


def say(words: str) -> None:
    """Tell the test."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def killed_at(moment: str) -> None:
    """Let a child come to a moment, and kill it."""
    ours, theirs = os.pipe()
    pid = forked(lambda: watch(moment, theirs))
    os.close(theirs)
    if not os.read(ours, 1):
        raise AssertionError(f"it never came to {moment}")
    time.sleep(A_LITTLE_SECONDS)
    os.kill(pid, signal.SIGKILL)
    status = os.waitpid(pid, 0)[1]
    if not os.WIFSIGNALED(status):
        raise AssertionError(f"it was over before it could be killed while {moment}")
    os.close(ours)


def forked(prepare: Callable[[], None]) -> int:
    """Calculate in a child; a database connection does not survive a fork, so there is none."""
    connections.close_all()
    pid = os.fork()
    if pid:
        return pid
    prepare()
    os._exit(0 if carry_out.work_off(BOOKS, now=clock.now) == 1 else 1)


def watch(moment: str, pipe: int) -> None:
    """Say when the moment has come; where it is a short one, stay there."""
    part, goes_on = MOMENTS[moment]

    def here() -> None:
        os.write(pipe, b".")
        if not goes_on:
            time.sleep(600)

    tell, save = Teller.__call__, Calculation.save

    def telling(self: Teller, progress: Progress) -> None:
        tell(self, progress)
        if progress.part == part and (progress.done or part != "rule"):
            here()

    def saving(self: Calculation, *args: object, **options: object) -> None:
        save(self, *args, **options)  # type: ignore[arg-type]
        here()

    if part:
        Teller.__call__ = telling  # type: ignore[method-assign]
    else:
        Calculation.save = saving  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    main(sys.argv[1:])
