"""`dev.py up` under fire: nothing outlives it, and the next start finds everything.

The tests tell one story about one company, in order: each starts where the last one was killed.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from devkit import scratch
from tests.faults.running_up import Up, dev, eventually, remaining, start_up

SERVICES = ("bin/postgres", "valkey-server", "granian", "celery")
COUNT = "from core.models import AuditEntry as A; print('entries', A.objects.count())"


@pytest.fixture(scope="module")
def data() -> Iterator[Path]:
    """Keep one company for the whole story."""
    with scratch.folder() as place:
        yield place / "company"


@pytest.fixture(scope="module")
def up(data: Path) -> Iterator[Up]:
    """Serve the company for the tests that do not end it."""
    running = start_up(data)
    yield running
    running.end()


def is_ready(up: Up) -> bool:
    return up.get("/health/ready")["status"] == "ok"


def test_it_serves_and_ctrl_c_ends_everything_in_order(data: Path) -> None:
    up = start_up(data)
    assert is_ready(up)
    processes = up.family()
    lines = " ".join(processes.values())
    assert all(service in lines for service in (*SERVICES, "worker", "beat"))
    assert up.end() == 0
    assert not remaining(processes)
    assert "database system is shut down" in (data / "logs/postgres.log").read_text()


@pytest.mark.parametrize(
    "victims",
    [
        ("dev.py up",),
        ("-m devkit up",),
        ("dev.py up", "-m devkit up"),
        # Their own children are nobody's any more: only adoption finds them.
        ("-m devkit up", "-m granian", "-m celery"),
    ],
)
def test_kill_9_leaves_no_process_and_the_next_start_recovers(
    data: Path, victims: tuple[str, ...]
) -> None:
    up = start_up(data)
    assert is_ready(up)
    processes = up.family()
    for pid in [up.pid_of(victim) for victim in victims]:
        os.kill(pid, signal.SIGKILL)
    assert not remaining(processes)
    up.process.wait()


def test_a_start_on_tables_that_are_up_to_date_is_quick(up: Up) -> None:
    assert is_ready(up)
    assert up.seconds < 10
    assert not any("tables" in line for line in up.said)


def test_a_second_up_on_the_same_data_is_refused(up: Up, data: Path) -> None:
    refused = dev("up", "--no-demo", "--port", "0", "--data", data)
    assert refused.returncode == 1
    assert f"already uses {data}" in refused.stdout
    assert is_ready(up)


def test_a_port_in_use_is_named(up: Up, tmp_path: Path) -> None:
    port = up.url.rpartition(":")[2]
    refused = dev("up", "--no-demo", "--port", port, "--data", tmp_path / "other")
    assert refused.returncode == 1
    assert f"port {port} of 127.0.0.1 cannot be used" in refused.stdout


def test_manage_uses_the_servers_that_run(up: Up, data: Path) -> None:
    counted = dev("manage", "--data", data, "shell", "--command", COUNT)
    assert "entries 0" in counted.stdout, counted.stderr
    assert is_ready(up)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_that_is_killed_comes_back(up: Up, name: str) -> None:
    victim = up.pid_of(name)
    os.kill(victim, signal.SIGKILL)
    assert not remaining({victim: name})
    assert eventually(lambda: up.pid_of(name) not in {0, victim} and is_ready(up))


def test_each_death_was_told(up: Up) -> None:
    up.end()
    told = [line for line in up.said if "was killed by SIGKILL; starts again" in line]
    assert len(told) == len(SERVICES)


def test_manage_starts_servers_of_its_own_when_none_run(data: Path) -> None:
    counted = dev("manage", "--data", data, "shell", "--command", f"{COUNT}; raise SystemExit(7)")
    assert "entries 0" in counted.stdout, counted.stderr
    assert counted.returncode == 7
