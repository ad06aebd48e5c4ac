"""A data folder: everything one company on this machine consists of, and who is using it now."""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from devkit.production import random_key
from devkit.say import say

WAIT_FOR_COMMAND = 120.0


class InUse(RuntimeError):
    """Another dev.py works on this data folder."""


@dataclass(frozen=True)
class Notice:
    """What the dev.py that has a data folder tells the others."""

    verb: str
    pid: int
    environment: dict[str, str]


@dataclass(frozen=True)
class Home:
    """The folder given with --data, or var/company."""

    folder: Path

    @property
    def logs(self) -> Path:
        """Return the folder of the services' logs."""
        return self.folder / "logs"

    @property
    def notice(self) -> Path:
        """Return the file in which the running dev.py says how to reach its servers."""
        return self.folder / "running.json"

    @property
    def demo_stamp(self) -> Path:
        """Return the file that says the demo company was loaded."""
        return self.folder / "demo-company-loaded"

    def keys(self) -> dict[str, str]:
        """Return this folder's secrets, made at the first call and readable by its owner only."""
        path = self.folder / "keys.json"
        if not path.exists():
            made = {
                "SECRET_KEY": secrets.token_urlsafe(64),
                "FIELD_ENCRYPTION_KEYS": random_key(),
                "BLIND_INDEX_KEY": random_key(),
            }
            _write_privately(path, json.dumps(made, indent=2))
        kept: dict[str, str] = json.loads(path.read_text())
        return kept

    def announce(self, verb: str, environment: Mapping[str, str]) -> None:
        """Write down how other commands reach the servers that run here."""
        notice = Notice(verb, os.getpid(), dict(environment))
        _write_privately(self.notice, json.dumps(asdict(notice)))


def open_home(folder: Path) -> Home:
    """Make the data folder unless it is there.

    Raises: InUse — the path is a file or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise InUse(f"the data folder {folder} cannot be made: {problem.strerror}.") from problem
    if not os.access(folder, os.W_OK):
        raise InUse(f"the data folder {folder} is not ours to write; choose another with --data.")
    return Home(folder)


def claim(home: Home) -> IO[str] | None:
    """Take the data folder for this process; None when somebody else has it.

    The lock goes with the process, however that ends: no stale file can keep us out.
    """
    handle = (home.folder / "lock").open("a")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        return None
    home.notice.unlink(missing_ok=True)
    return handle


def claim_for_up(home: Home) -> IO[str]:
    """Take the data folder, or refuse.

    Raises: InUse — another dev.py has it.
    """
    handle = claim(home)
    if handle is None:
        raise InUse(f"{_who(home)} already uses {home.folder}. Stop it, or choose another --data.")
    return handle


def claim_or_join(home: Home) -> IO[str] | dict[str, str]:
    """Take the data folder, or return the environment of the `dev.py up` that serves it.

    Raises: InUse — a command holds it and does not end.
    """
    end = time.monotonic() + WAIT_FOR_COMMAND
    waiting = False
    while time.monotonic() < end:
        if handle := claim(home):
            return handle
        if (notice := _notice(home)) and notice.verb == "up":
            return notice.environment
        if not waiting:
            say(f"  {_who(home)} uses {home.folder}; waiting for it")
            waiting = True
        time.sleep(0.1)
    raise InUse(f"{_who(home)} has used {home.folder} for {WAIT_FOR_COMMAND:.0f} s; try later.")


def _notice(home: Home) -> Notice | None:
    try:
        return Notice(**json.loads(home.notice.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def _who(home: Home) -> str:
    notice = _notice(home)
    return f"dev.py {notice.verb} (process {notice.pid})" if notice else "another dev.py"


def _write_privately(path: Path, text: str) -> None:
    """Write a file whole, never readable by others, not even for a moment."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(text)
    fresh.replace(path)
