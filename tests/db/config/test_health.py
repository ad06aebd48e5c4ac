from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client

import desk.public as desk
from config import health
from config.security import ADMIN_PATH


@pytest.mark.django_db
def test_ready_when_database_cache_and_migrations_are_there(client: Client) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json()["parts"] == {"database": "ok", "cache": "ok", "migrations": "ok"}


@pytest.mark.django_db
def test_mails_that_do_not_go_out_are_told_and_send_no_visitor_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/health/ready").json()["watched"] == {"mails": "ok"}
    stuck = desk.MailQueue(waiting=3, oldest=None, failing=2, given_up=1)
    monkeypatch.setattr(desk, "mail_queue", lambda: stuck)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["watched"]) == (200, {"mails": "failing"})
    assert "vinea_mails_failing 3.0" in client.get("/metrics").content.decode()


@pytest.mark.django_db
def test_a_missing_migration_is_told_apart_from_a_missing_database(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core'")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["parts"] == {"database": "ok", "cache": "ok", "migrations": "failing"}


def test_alive_without_any_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OperationalError("connection to secret-host failed")

    monkeypatch.setitem(health.PARTS, "database", broken)
    assert client.get("/health/live").status_code == 200


@pytest.mark.django_db
def test_a_failing_part_is_named_without_its_details(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise OperationalError("connection to secret-host failed")

    monkeypatch.setitem(health.PARTS, "database", broken)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["parts"]["database"] == "failing"
    assert b"secret-host" not in answer.content


def test_probes_are_answered_under_any_host_and_without_tls(
    client: Client, settings: object
) -> None:
    settings.ALLOWED_HOSTS = ["shop.example"]  # type: ignore[attr-defined]
    settings.SECURE_SSL_REDIRECT = True  # type: ignore[attr-defined]
    assert client.get("/health/live", headers={"host": "10.0.0.7:8000"}).status_code == 200


def test_a_probe_only_reads(client: Client) -> None:
    assert client.post("/health/live").status_code == 405


Asked = Callable[..., int]


@pytest.fixture
def asked(client: Client) -> Asked:
    """Ask for the metrics and return the status."""

    def ask(address: str, **headers: str) -> int:
        return client.get("/metrics", REMOTE_ADDR=address, headers=headers).status_code

    return ask


def test_metrics_are_for_this_machine(asked: Asked) -> None:
    assert asked("127.0.0.1") == 200
    assert asked("::1") == 200
    assert asked("10.0.0.9") == 403


def test_a_proxy_on_this_machine_does_not_open_them(asked: Asked) -> None:
    assert asked("127.0.0.1", **{"x-forwarded-for": "198.51.100.7"}) == 403


def test_the_token_opens_them_from_anywhere(asked: Asked, settings: object) -> None:
    settings.METRICS_TOKEN = "s3cret"  # type: ignore[attr-defined]
    assert asked("10.0.0.9", authorization="Bearer s3cret") == 200
    assert asked("10.0.0.9", authorization="Bearer wrong") == 403


def test_no_token_set_means_no_token_fits(asked: Asked) -> None:
    assert not settings.METRICS_TOKEN
    assert asked("10.0.0.9", authorization="Bearer ") == 403


@pytest.mark.django_db
def test_pages_allow_only_our_own_files_and_admin_what_unfold_needs(client: Client) -> None:
    page = client.get("/nothing-here")["Content-Security-Policy"]
    admin = client.get(f"{ADMIN_PATH}login/")["Content-Security-Policy"]
    assert "unsafe" not in page
    assert "default-src 'none'" in page
    assert "script-src 'self' 'unsafe-eval'" in admin
    assert "frame-ancestors 'none'" in admin
