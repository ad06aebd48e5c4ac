"""The servers that a command of Vinea needs, and the environment that leads to them."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from devkit import home as homes
from devkit import postgres, valkey
from devkit.binaries import site_packages
from devkit.children import Command
from devkit.home import Home
from devkit.postgres import Postgres
from devkit.supervisor import Service, Supervisor

LOCAL_NAMES = "localhost,127.0.0.1,[::1],testserver"
# What a command needs to know to join servers that run already.
SETTINGS = (
    *("VINEA_ENV", "SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "BLIND_INDEX_KEY"),
    *("ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL"),
)


@dataclass(frozen=True)
class Stage:
    """Running servers, and what is needed to start more beside them."""

    root: Path
    home: Home
    supervisor: Supervisor
    environment: Mapping[str, str]
    database: Postgres | None

    def django(self, *arguments: str) -> Command:
        """Return a Django command in front of the person, who may type into it."""
        argv = (sys.executable, "-m", "django", *arguments)
        return Command(argv, self.environment, self.root, own_session=False)

    def service(self, name: str, **environment: str) -> Command:
        """Return what runs one of Vinea's services in a session of its own."""
        env = {**self.environment, **environment}
        return Command((sys.executable, "-m", "devkit.serve", name), env, self.root)


def packages() -> Path:
    """Return the folder that holds the wheels of the environment we run in."""
    return site_packages(Path(sys.executable))


@contextmanager
def opened(root: Path, home: Home, verb: str, *, durable: bool = True) -> Iterator[Stage]:
    """Serve a data folder that this process has claimed, for as long as the block lasts."""
    with Supervisor() as supervisor:
        environment = base_environment(home)
        database, services = _servers(home, environment, durable=durable)
        supervisor.start(*services)
        home.announce(verb, {name: environment[name] for name in SETTINGS if name in environment})
        try:
            yield Stage(root, home, supervisor, environment, database)
        finally:
            home.notice.unlink(missing_ok=True)


@contextmanager
def joined(root: Path, home: Home, environment: Mapping[str, str]) -> Iterator[Stage]:
    """Use the servers of the `dev.py up` that runs on this data folder."""
    with Supervisor() as supervisor:
        yield Stage(root, home, supervisor, {**base_environment(home), **environment}, None)


@contextmanager
def shared(root: Path, home: Home, verb: str) -> Iterator[Stage]:
    """Use a data folder's servers: those that run, or our own until the block ends.

    Raises: InUse — another command holds the folder and does not end.
    """
    claimed = homes.claim_or_join(home)
    if isinstance(claimed, dict):
        with joined(root, home, claimed) as stage:
            yield stage
    else:
        with claimed, opened(root, home, verb) as stage:
            yield stage


def base_environment(home: Home) -> dict[str, str]:
    """Return the settings of a developer's machine; what is set outside goes first."""
    defaults = {
        "VINEA_ENV": "development",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ALLOWED_HOSTS": LOCAL_NAMES,
        "PYTHONUNBUFFERED": "1",
        "BEAT_STATE": str(home.folder / "beat-state"),
        "MEDIA_ROOT": str(home.folder / "media"),
        **home.keys(),
    }
    return {**defaults, **os.environ}


def _servers(
    home: Home, environment: dict[str, str], *, durable: bool
) -> tuple[Postgres | None, list[Service]]:
    """Prepare the embedded servers that no address was given for, and enter theirs."""
    home.logs.mkdir(exist_ok=True)
    database, services = None, []
    if "DATABASE_URL" not in environment:
        database = postgres.prepare(home.folder / "pg", packages(), durable=durable)
        postgres.end_leftover(database)
        environment["DATABASE_URL"] = database.url
        services.append(postgres_service(database))
    if "REDIS_URL" not in environment:
        server = valkey.prepare(home.folder / "valkey", packages())
        environment["REDIS_URL"] = server.cache_url
        environment["CELERY_BROKER_URL"] = server.broker_url
        services.append(_valkey_service(server, home))
    return database, services


def postgres_service(server: Postgres) -> Service:
    """Describe the embedded PostgreSQL; SIGINT ends its sessions and leaves nothing to recover."""
    return Service(
        name="postgres",
        command=server.command(),
        is_ready=server.is_ready,
        log=server.log,
        stop_signal=signal.SIGINT,
        patience=30,
    )


def _valkey_service(server: valkey.Valkey, home: Home) -> Service:
    return Service(
        name="valkey",
        command=server.command(),
        is_ready=lambda _pid: server.is_ready(),
        log=home.logs / "valkey.log",
    )
