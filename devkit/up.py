"""`dev.py up`: everything, until Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
import time
from pathlib import Path

from devkit import home as homes
from devkit import prepare, probe, stage
from devkit.request import Request
from devkit.say import say, say_to
from devkit.stage import Stage
from devkit.supervisor import Service

LONGEST_LOG = 10_000_000


class PortTaken(RuntimeError):
    """Something else listens where we were told to."""


def up(request: Request, root: Path) -> int:
    """Start servers and services, keep them running, end them all when told to.

    Raises: InUse — another dev.py has the data folder; PortTaken; NotStarted; StepFailed; Stopped.
    """
    say_to(sys.stdout)
    began = time.monotonic()
    home = homes.open_home(request.data)
    host = os.environ.get("WEB_HOST", "127.0.0.1")
    with homes.claim_for_up(home):
        port = free_port(host, request.port)
        say(f"Vinea starts; its data is in {home.folder}")
        # Services inherit it: links in mails have to lead back to this very port.
        os.environ.setdefault("SITE_URL", f"http://{host}:{port}")
        with stage.opened(root, home, "up") as opened:
            if opened.database and opened.database.data != home.folder / "pg":
                say(f"  PostgreSQL runs as nobody, its data is in {opened.database.data}")
            prepare.texts(opened)
            prepare.looks(opened)
            prepare.tables(opened)
            if request.with_demo and opened.database:
                prepare.demo_company(opened, with_history=request.with_history)
            _start_services(opened, host, port, show_logs=request.show_logs)
            _greet(opened, host, port, time.monotonic() - began)
            opened.supervisor.watch()
    return 0


def _start_services(stage: Stage, host: str, port: int, *, show_logs: bool) -> None:
    web = {"WEB_HOST": host, "PORT": str(port)}
    services = [
        _service(stage, "web", show_logs=show_logs, **web),
        _service(stage, "worker", show_logs=show_logs),
        _service(stage, "beat", show_logs=show_logs),
    ]
    stage.supervisor.start(*services)


def _service(stage: Stage, name: str, *, show_logs: bool, **environment: str) -> Service:
    log = None if show_logs else stage.home.logs / f"{name}.log"
    if log:
        _turn_over(log)
    address = (environment.get("WEB_HOST", ""), int(environment.get("PORT", "0")))
    return Service(
        name=name,
        command=stage.service(name, **environment),
        is_ready=(lambda _pid: _answers(*address)) if name == "web" else (lambda _pid: True),
        log=log,
    )


def _turn_over(log: Path) -> None:
    """Keep one old log; a new one begins when this one has grown long."""
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > LONGEST_LOG:
            log.replace(log.with_suffix(".old.log"))


def _answers(host: str, port: int) -> bool:
    """Say whether the web service answers requests."""
    return probe.status(host, port, "/health/live") == 200


def free_port(host: str, port: int) -> int:
    """Return the port to listen on, after trying it; for 0 any that is free.

    Raises: PortTaken — with what to do.
    """
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except (OSError, OverflowError) as problem:
            raise PortTaken(
                f"port {port} of {host} cannot be used ({problem}). "
                f"Stop what listens there, or choose another: dev.py up --port {port + 1}"
            ) from problem
        chosen: int = listener.getsockname()[1]
    return chosen


def _greet(stage: Stage, host: str, port: int, seconds: float) -> None:
    say("")
    say(f"  Vinea is ready after {seconds:.1f} s:  http://{host}:{port}")
    if stage.home.demo_stamp.exists():
        say("  The sign-in page lists who may sign in to the demo company, and how far its")
        say("  history is told.")
    say(f"  Logs: {stage.home.logs}    Ctrl-C ends everything.")
    say("")
