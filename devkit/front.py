"""The process the person started: it guards the one that works, and cleans up behind it.

Whichever of the two is killed, the other ends everything. The kernel tells the inner process when
this one is gone; this one adopts and ends whatever the inner process leaves behind.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path

from devkit import children, family

SI_KERNEL = 0x80
PATIENCE = 8.0
WATCHED = {signal.SIGCHLD, signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


def run_guarded(argv: Sequence[str | Path], env: Mapping[str, str], folder: Path) -> int:
    """Run the inner process to its end and return its exit code."""
    signal.pthread_sigmask(signal.SIG_BLOCK, WATCHED)
    family.adopt_orphans()
    # Same session: a command that talks to the terminal (`manage shell`) must stay in front.
    child = children.start(children.Command(argv, env, folder, own_session=False))
    code = _wait_for(child.pid)
    child.returncode = code
    family.end_orphans((), patience=PATIENCE)
    return code if code >= 0 else 128 - code


def _wait_for(pid: int) -> int:
    while True:
        told = signal.sigwaitinfo(WATCHED)
        if told.si_signo == signal.SIGCHLD:
            for ended, code in family.reaped():
                if ended == pid:
                    return code
        elif told.si_signo != signal.SIGINT or told.si_code != SI_KERNEL:
            # Ctrl-C reaches the whole foreground group by itself; everything else is passed on.
            os.kill(pid, told.si_signo)
