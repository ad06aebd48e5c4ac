"""The inner process of dev.py, on .venv's Python: `python -m devkit VERB …`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from devkit import commands, quality
from devkit.binaries import NotInstalled
from devkit.chromium import BadDownload
from devkit.home import InUse
from devkit.messages import BadCatalogue
from devkit.owner import UnsafeFolder
from devkit.postgres import PostgresFailed
from devkit.prepare import StepFailed
from devkit.request import Request, understand
from devkit.say import say
from devkit.supervisor import NotStarted, Stopped
from devkit.up import PortTaken, up

EXPECTED = (
    BadCatalogue,
    BadDownload,
    InUse,
    NotInstalled,
    NotStarted,
    PortTaken,
    PostgresFailed,
    StepFailed,
    UnsafeFolder,
)
STOPPED = 130
RUN: dict[str, Callable[[Request, Path], int]] = {
    "up": up,
    "manage": commands.manage,
    "plan": commands.plan,
    "demo": commands.on_its_own,
    "bench": commands.on_its_own,
    "check": quality.check,
    "test": quality.test,
}


def main(arguments: list[str]) -> int:
    """Do what the verb says; expected problems are one clear message."""
    root = Path(__file__).resolve().parent.parent
    request = understand(arguments, root)
    try:
        return RUN[request.verb](request, root)
    except Stopped:
        say("stopped.")
        return 0 if request.verb == "up" else STOPPED
    except EXPECTED as problem:
        say(f"dev.py {request.verb}: {problem}")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
