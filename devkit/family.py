"""This process's descendants: adopting the orphans among them, reaping and ending them."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Collection, Iterator
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent dies, so that none gets away."""
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1)


def reaped() -> Iterator[tuple[int, int]]:
    """Take leave of the children that have ended: their process ids and exit codes."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        yield pid, os.waitstatus_to_exitcode(status)


def children_of(parent: int) -> list[int]:
    """List the processes whose parent this is, the adopted ones too."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and _parent(folder) == parent:
            found.append(int(folder.name))
    return found


def _parent(folder: Path) -> int | None:
    try:
        # The name in brackets may hold anything; the state and the parent follow its last one.
        after_name = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if after_name[0] == "Z" else int(after_name[1])


def end_orphans(spared: Collection[int], *, patience: float) -> None:
    """End every child but the spared ones, politely first; returns when they are gone."""
    end = time.monotonic() + patience
    asked: set[int] = set()
    while orphans := [pid for pid in children_of(os.getpid()) if pid not in spared]:
        for pid in orphans:
            if time.monotonic() > end:
                _send(pid, signal.SIGKILL)
            elif pid not in asked:
                asked.add(pid)
                _send(pid, signal.SIGTERM)
        time.sleep(0.05)
        _reap(orphans)


def _reap(pids: Collection[int]) -> None:
    for pid in pids:
        try:
            os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            continue


def _send(pid: int, sign: signal.Signals) -> None:
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return
