"""docker-compose.yml means what dev.py does: its entry points run here as they would there."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from devkit import children, postgres, probe, scratch, valkey
from devkit.binaries import site_packages
from devkit.children import Command
from devkit.production import random_key
from devkit.up import free_port
from tests.faults.compose_file import ROOT, compose_file, filled_in
from tests.faults.running_up import eventually, outside

OURS = ("migrate", "web", "worker", "beat")
ENV_EXAMPLE = (ROOT / ".env.example").read_text()
FILE = compose_file()
PERSON = {
    "SECRET_KEY": "p3X-" + random_key() + random_key(),
    "FIELD_ENCRYPTION_KEYS": random_key(),
    "BLIND_INDEX_KEY": random_key(),
    "ALLOWED_HOSTS": "shop.example",
    "POSTGRES_PASSWORD": "not-used-on-a-socket",
}


@dataclass
class Native:
    """The services of the file, started on this machine."""

    place: Path
    servers: dict[str, str]
    port: int
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def environment(self, name: str) -> dict[str, str]:
        """Return a service's environment, its two servers replaced by ours."""
        wanted = {
            key: filled_in(str(text), PERSON)
            for key, text in FILE["services"][name]["environment"].items()
        }
        assert wanted["DATABASE_URL"].endswith("@postgres:5432/vinea")
        assert wanted["REDIS_URL"] == "redis://valkey:6379/0"
        return {**outside(), **wanted, **self.servers}

    def command(self, name: str) -> Command:
        """Return what the container would run, below .venv's Python."""
        python, *rest = FILE["services"][name]["command"]
        assert python == "python"
        return Command((sys.executable, *rest), self.environment(name), ROOT)

    def start(self, name: str) -> Path:
        """Start a service; return its log."""
        log = self.place / f"{name}.log"
        with log.open("wb") as output:
            self.started.append(children.start(self.command(name), output=output))
        return log

    def run(self, *argv: str) -> str:
        """Run a module in the web service's environment and return what it prints."""
        ran = subprocess.run(
            [sys.executable, *argv],
            env=self.environment("web"),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


@pytest.fixture(scope="module")
def native() -> Iterator[Native]:
    """Put an empty PostgreSQL and Valkey where the containers' would be."""
    packages = site_packages(Path(sys.executable))
    with scratch.folder() as place:
        database = postgres.prepare(place / "pg", packages, durable=False)
        cache = valkey.prepare(place / "valkey", packages)
        database_server = postgres.start(database)
        cache_server = children.start(cache.command())
        assert eventually(cache.is_ready)
        port = free_port("127.0.0.1", 0)
        addresses = {
            "DATABASE_URL": database.url,
            "REDIS_URL": cache.cache_url,
            "CELERY_BROKER_URL": cache.broker_url,
            "WEB_HOST": "127.0.0.1",
            "PORT": str(port),
            "STATIC_ROOT": str(place / "static"),
            "BEAT_STATE": str(place / "beat"),
        }
        lent = Native(place, addresses, port)
        yield lent
        for child in (*reversed(lent.started), cache_server):
            children.stop(child, signal.SIGTERM, patience=10)
        postgres.stop(database_server)


def test_every_variable_is_explained_in_the_example() -> None:
    explained = set(re.findall(r"^([A-Z_]+)=", ENV_EXAMPLE, re.M))
    composed = (ROOT / "docker-compose.yml").read_text()
    used = {*re.findall(r"\$\{(\w+)", composed)}
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "config/settings.py").read_text()))
    read |= set(re.findall(r'env\.get\("([A-Z_]+)"', (ROOT / "devkit/serve.py").read_text()))
    assert used | read == explained


@pytest.mark.parametrize("name", OURS)
def test_a_service_of_ours_is_the_same_image_with_an_entry_point_of_dev_py(name: str) -> None:
    service: dict[str, Any] = FILE["services"][name]
    assert service["image"] == "vinea"
    assert service["command"] == ["python", "-m", "devkit.serve", name]


def test_postgres_sorts_like_the_embedded_one_and_keeps_its_data() -> None:
    service = FILE["services"]["postgres"]
    assert service["image"] == "postgres:18"
    arguments = service["environment"]["POSTGRES_INITDB_ARGS"]
    assert "--locale-provider=builtin --locale=C.UTF-8" in arguments
    assert service["volumes"] == ["postgres:/var/lib/postgresql"]


def test_nothing_starts_before_the_tables_are_there() -> None:
    for name in ("web", "worker", "beat"):
        waits_for = FILE["services"][name]["depends_on"]["migrate"]
        assert waits_for == {"condition": "service_completed_successfully"}


def test_secrets_have_no_defaults() -> None:
    for name in ("SECRET_KEY", "FIELD_ENCRYPTION_KEYS", "BLIND_INDEX_KEY", "ALLOWED_HOSTS"):
        with pytest.raises(AssertionError, match=f"{name} is required"):
            filled_in(FILE["services"]["web"]["environment"][name], {})


def test_migrate_web_worker_and_beat_run_in_production_mode(native: Native) -> None:
    assert native.environment("web")["VINEA_ENV"] == "production"
    migrated = children.start(native.command("migrate"))
    assert migrated.wait(120) == 0
    native.run("-m", "devkit.build")
    web = native.start("web")
    worker, beat = native.start("worker"), native.start("beat")
    ready = eventually(lambda: probe.status("127.0.0.1", native.port, "/health/ready") == 200)
    assert ready, web.read_text()
    # Plain http is sent to https, so nothing but a probe is answered without the proxy.
    assert probe.status("127.0.0.1", native.port, "/") == 400
    assert eventually(lambda: "core.deliver_events" in inspected(native)), (
        worker.read_text() + beat.read_text()
    )


def inspected(native: Native) -> str:
    """Return what the worker says it has done."""
    return native.run(
        "-m", "celery", "--app", "config.celery", "inspect", "stats", "--timeout", "1"
    )


def test_the_containers_health_check_agrees(native: Native) -> None:
    kind, *argv = FILE["services"]["web"]["healthcheck"]["test"]
    assert kind == "CMD"
    assert argv.pop(0) == "python"
    native.run(*argv[:-1], str(native.port))
