"""Start a management command in its own process and database, and kill it at a chosen point."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.conf import settings

from tests.tidy.house import ROOT

# Each worker has its own: two would drop it from under each other.
TEMPLATE = f"vinea_kill_template_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
_PATIENCE_SECONDS = 400.0
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


def connect(name: str) -> psycopg.Connection[Any]:
    """Open a connection of our own to a database of the test server."""
    database = settings.DATABASES["default"]
    return psycopg.connect(
        host=database.get("OPTIONS", {}).get("host") or database["HOST"] or None,
        user=database["USER"],
        dbname=name,
        autocommit=True,
    )


def make_template() -> None:
    """Create an empty database with all tables."""
    with connect("postgres") as server:
        server.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
        server.execute(f"CREATE DATABASE {TEMPLATE}")
    run(TEMPLATE, "migrate", "--verbosity=0")


@contextmanager
def database(name: str) -> Iterator[str]:
    """Give a fresh copy of the template, and drop it afterwards."""
    with connect("postgres") as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        server.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        yield name
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(name: str, *command: str) -> Any:
    """Run a command to its end; return the JSON of its last line, if it prints any."""
    done = subprocess.run(
        _line(command),
        env=_environment(name),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    last = done.stdout.strip().rpartition("\n")[2]
    return json.loads(last) if last.startswith("{") else None


def kill_when(name: str, condition: str, *command: str) -> None:
    """Start a command and kill it with SIGKILL once a query on its database says true."""
    child = subprocess.Popen(
        _line(command), env=_environment(name), cwd=ROOT,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        with connect(name) as watcher:
            _wait_until(watcher, condition, child)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
    _wait_for_its_sessions(name)


def _wait_for_its_sessions(name: str) -> None:
    """Let the server end what the killed process had begun; until then it may still write."""
    gives_up_at = time.monotonic() + _PATIENCE_SECONDS
    with connect(name) as watcher:
        while watcher.execute(_OTHERS).fetchone() != (0,):
            assert time.monotonic() < gives_up_at, "the killed process' session does not end"
            time.sleep(0.005)


def _wait_until(
    watcher: psycopg.Connection[Any], condition: str, child: subprocess.Popen[bytes]
) -> None:
    gives_up_at = time.monotonic() + _PATIENCE_SECONDS
    while True:
        row = watcher.execute(condition).fetchone()
        if row is not None and row[0]:
            return
        assert child.poll() is None, f"it ended before {condition}"
        assert time.monotonic() < gives_up_at, f"never came to {condition}"
        time.sleep(0.005)


def _line(command: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "django", *command]


def _environment(name: str) -> dict[str, str]:
    own = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")
    return os.environ | {"DATABASE_URL": own.geturl()}
