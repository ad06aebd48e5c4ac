#!/usr/bin/env python3
"""Vinea in one command: `python3 dev.py up`. Other verbs: `python3 dev.py --help`.

Needs Python 3.11 or newer and nothing else; everything further is installed into .venv.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older one shall hear why, not a traceback
    sys.exit("dev.py needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info[:2]))

import os
from pathlib import Path

from devkit.front import run_guarded
from devkit.install import InstallFailed, installed
from devkit.request import understand
from devkit.say import say

ROOT = Path(__file__).resolve().parent


def main(arguments: list[str]) -> int:
    """Install what the verb needs, then guard the process that does the work."""
    request = understand(arguments, ROOT)
    lock_name = "test" if request.verb in {"test", "check"} else "base"
    try:
        python = installed(ROOT, lock_name)
    except InstallFailed as problem:
        say(f"dev.py: {problem}")
        return 1
    except KeyboardInterrupt:
        say("stopped.")
        return 130
    return run_guarded([python, "-m", "devkit", *arguments], os.environ, ROOT)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
