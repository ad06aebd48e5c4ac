"""Become one of Vinea's services: `python -m devkit.serve web`.

The same words start a service under dev.py, in docker-compose.yml and on a server.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping

DJANGO_SETTINGS = "config.settings"
Environment = Mapping[str, str]


def web(env: Environment) -> list[str]:
    """Serve pages: WEB_HOST, PORT, WEB_PROCESSES, WEB_THREADS."""
    return [
        *("-m", "granian", "--interface", "wsgi", "--no-ws", "--respawn-failed-workers"),
        *("--host", env.get("WEB_HOST", "127.0.0.1"), "--port", env.get("PORT", "8000")),
        *("--workers", env.get("WEB_PROCESSES", "1")),
        *("--blocking-threads", env.get("WEB_THREADS", "4"), "--backpressure", "64"),
        *("--workers-kill-timeout", "10", "--log-level", "warning"),
        "config.wsgi:application",
    ]


def worker(env: Environment) -> list[str]:
    """Do background work: WORKER_PROCESSES; a run and a trial may keep one busy each."""
    return [
        *("-m", "celery", "--quiet", "--app", "config.celery", "worker"),
        *("--concurrency", env.get("WORKER_PROCESSES", "3"), "--loglevel", "warning"),
        *("--without-gossip", "--without-mingle"),
    ]


def beat(env: Environment) -> list[str]:
    """Send background work by the clock; run exactly one: BEAT_STATE is its memory."""
    state = env.get("BEAT_STATE", f"{tempfile.gettempdir()}/vinea-beat-{os.getuid()}")
    return [
        *("-m", "celery", "--quiet", "--app", "config.celery", "beat"),
        *("--schedule", state, "--pidfile", "", "--loglevel", "warning"),
    ]


def migrate(_env: Environment) -> list[str]:
    """Bring the database to this version; once per release, before the services."""
    return ["-m", "django", "migrate", "--no-input"]


SERVICES: dict[str, Callable[[Environment], list[str]]] = {
    "web": web,
    "worker": worker,
    "beat": beat,
    "migrate": migrate,
}


def main(arguments: list[str]) -> None:
    """Replace this process by the service named."""
    if len(arguments) != 1 or arguments[0] not in SERVICES:
        sys.exit(f"usage: python -m devkit.serve {'|'.join(SERVICES)}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DJANGO_SETTINGS)
    argv = [sys.executable, *SERVICES[arguments[0]](os.environ)]
    os.execv(argv[0], argv)


if __name__ == "__main__":
    main(sys.argv[1:])
