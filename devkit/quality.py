"""`dev.py check` and `dev.py test`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from devkit import ROOMS, children, chromium, messages, styles
from devkit.children import Command
from devkit.production import environment
from devkit.request import Request
from devkit.say import say
from devkit.stage import packages
from devkit.supervisor import Supervisor


@dataclass(frozen=True)
class Check:
    """One look at the source: a module of .venv, or a script beside its Python."""

    argv: tuple[str, ...]
    production: bool = False


CHECKS = {
    "format": Check(("ruff", "format", "--check", "--quiet")),
    "lint": Check(("ruff", "check", "--quiet")),
    "imports": Check(("lint-imports", "--no-cache")),
    "migrations": Check(("-m", "django", "makemigrations", "--check", "--dry-run")),
    "settings": Check(("-m", "django", "check", "--deploy", "--fail-level", "WARNING"), True),
    "types": Check(("-m", "mypy")),
}


def check(request: Request, root: Path) -> int:
    """Run the checks, those named or all, at the same time; say one line for each."""
    unknown = [name for name in request.rest if name not in CHECKS]
    if unknown:
        say(f"dev.py check knows {', '.join(CHECKS)}; not {', '.join(unknown)}.")
        return 2
    messages.compile_all(root, ROOMS)
    began = time.monotonic()
    names = request.rest or tuple(CHECKS)
    started = [(name, *_start(CHECKS[name], root)) for name in names]
    failed = [name for name, child, output in started if not _is_good(name, child, output, began)]
    seconds = time.monotonic() - began
    verdict = f"failed: {', '.join(failed)}" if failed else "all good"
    print(f"check: {verdict} ({seconds:.0f} s)", flush=True)  # noqa: T201 - the verb's answer
    return 1 if failed else 0


def _start(check: Check, root: Path) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
    argv = [sys.executable, *check.argv]
    if check.argv[0] != "-m":
        argv[:2] = [str(Path(sys.executable).parent / check.argv[0])]
    output = tempfile.TemporaryFile()  # noqa: SIM115 - read and closed by _is_good
    env = _environment(production=check.production)
    return children.start(Command(argv, env, root, own_session=False), output=output), output


def _is_good(name: str, child: subprocess.Popen[bytes], output: IO[bytes], began: float) -> bool:
    """Print a check's line when it is done, and what it said when it failed."""
    failed = child.wait() != 0
    with output:
        output.seek(0)
        words = output.read().decode(errors="replace").rstrip()
    after = time.monotonic() - began
    print(f"{'FAILED' if failed else 'ok':7}{name} ({after:.0f} s)", flush=True)  # noqa: T201
    if failed:
        print(words, flush=True)  # noqa: T201
    return not failed


def _environment(*, production: bool) -> Mapping[str, str]:
    """Return settings that let Django start without any server: a test's, or production's."""
    env = environment()
    # makemigrations would like to compare with a database; the files are what counts here.
    return env if production else {**env, "VINEA_ENV": "test", "PYTHONWARNINGS": "ignore"}


def test(request: Request, root: Path) -> int:
    """Run pytest on everything, or with the arguments given."""
    messages.compile_all(root, ROOMS)
    with Supervisor() as supervisor:
        _compile_styles(supervisor, root)
        fetch = not request.rest or any("browser" in argument for argument in request.rest)
        browser = chromium.environment(root, packages(), supervisor, fetch=fetch)
        env = {**os.environ, **browser}
        arguments = request.rest or _whole_suite()
        argv = (sys.executable, "-m", "pytest", *arguments)
        return supervisor.run(Command(argv, env, root, own_session=False))


def _whole_suite() -> tuple[str, ...]:
    coverage = ("--cov", "--cov-report=term:skip-covered")
    # As collected: the browser's few long tests come first and nobody waits for them at the end.
    share = ("--dist", "loadfile", "--no-loadscope-reorder")
    return ("-q", "-n", str(min(4, os.cpu_count() or 1)), *share, *coverage)


def _compile_styles(supervisor: Supervisor, root: Path) -> None:
    if not styles.is_current(root):
        seen = styles.fingerprint(root)
        if supervisor.run(styles.build_command(root, packages())) == 0:
            styles.remember(root, seen)
