"""A `dev.py up` as the tests of faults start, look at and kill it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

from devkit import family
from tests.plugin import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[2]
READY = re.compile(r"ready after ([\d.]+) s: +(http://\S+)")
PATIENCE = 30.0


def outside() -> dict[str, str]:
    """Return the environment of a person who starts dev.py, without the test run's own settings."""
    ours = {*ENVIRONMENT, "DATABASE_URL", "CELERY_BROKER_URL"}
    return {name: text for name, text in os.environ.items() if name not in ours}


def dev(*arguments: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
    """Run dev.py to its end."""
    return subprocess.run(
        [sys.executable, ROOT / "dev.py", *arguments],
        env=outside(),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


@dataclass
class Up:
    """One run of `dev.py up` that serves."""

    process: subprocess.Popen[str]
    url: str
    seconds: float
    said: list[str] = field(default_factory=list)

    def get(self, path: str) -> dict[str, object]:
        """Fetch a page that answers with JSON."""
        with urlopen(self.url + path, timeout=10) as answer:
            found: dict[str, object] = json.load(answer)
        return found

    def family(self) -> dict[int, str]:
        """Return every process below this one with its command line."""
        found, waiting = {}, [self.process.pid]
        while waiting:
            for pid in family.children_of(waiting.pop()):
                found[pid] = _command_line(pid)
                waiting.append(pid)
        return found

    def pid_of(self, words: str) -> int:
        """Return the first process whose command line holds these words, 0 if there is none."""
        lines = {self.process.pid: _command_line(self.process.pid), **self.family()}
        return next((pid for pid, line in lines.items() if words in line), 0)

    def end(self) -> int:
        """Press Ctrl-C, in effect, and wait."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.said += self.process.stdout or ()
        return self.process.wait(PATIENCE)


def start_up(data: Path, *options: str) -> Up:
    """Start dev.py and wait until it says where it serves."""
    process = subprocess.Popen(
        [
            sys.executable,
            ROOT / "dev.py",
            "up",
            "--no-demo",
            "--port",
            "0",
            "--data",
            data,
            *options,
        ],
        env=outside(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
    )
    said: list[str] = []
    for line in process.stdout or ():
        said.append(line)
        if found := READY.search(line):
            return Up(process, found[2], float(found[1]), said)
    raise AssertionError("dev.py up did not become ready:\n" + "".join(said))


def remaining(pids: dict[int, str]) -> dict[int, str]:
    """Wait until these processes are gone; return those that are not."""
    end = time.monotonic() + PATIENCE
    while (left := {pid: line for pid, line in pids.items() if _lives(pid)}) and (
        time.monotonic() < end
    ):
        time.sleep(0.05)
    return left


def eventually(holds: Callable[[], bool]) -> bool:
    """Wait until a question is answered with yes; nobody answering counts as no."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError):
            if holds():
                return True
        time.sleep(0.1)
    return False


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""
