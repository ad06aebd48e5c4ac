"""Starting child processes that never outlive the one that started them."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from devkit.owner import Owner

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Command:
    """A program to run, and which signal tells it that its starter is gone."""

    argv: Sequence[str | Path]
    env: Mapping[str, str]
    folder: Path
    death_signal: signal.Signals = signal.SIGTERM
    owner: Owner | None = None
    own_session: bool = True


def start(
    command: Command, *, output: IO[bytes] | int | None = None, given: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """Start a command; the kernel sends it `death_signal` when this thread is gone."""
    starter = os.getpid()

    def between_fork_and_exec() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        if command.own_session:
            os.setsid()
        if command.owner:
            command.owner.become()
            os.umask(0o077)
        # After the change of user, which would clear it.
        _libc.prctl(PR_SET_PDEATHSIG, command.death_signal)
        if os.getppid() != starter:
            os._exit(1)

    return subprocess.Popen(
        [str(part) for part in command.argv],
        env=dict(command.env),
        cwd=command.folder,
        stdin=given if given is not None or not command.own_session else subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        preexec_fn=between_fork_and_exec,  # noqa: PLW1509 - it takes no lock a thread could hold
    )


def stop(child: subprocess.Popen[bytes], sign: signal.Signals, *, patience: float) -> None:
    """Ask a child to end with `sign`; kill it when it has not after `patience` seconds."""
    if child.poll() is not None:
        return
    child.send_signal(sign)
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
