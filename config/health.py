"""Whether this process lives, whether it can serve, and what it measured."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from secrets import compare_digest
from typing import ClassVar

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseForbidden,
    JsonResponse,
)
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView
from prometheus_client import Gauge

import desk.public as desk

log = structlog.get_logger(__name__)

MAILS_WAITING = Gauge("vinea_mails_waiting", "Mails that were not sent yet.")
MAILS_FAILING = Gauge("vinea_mails_failing", "Mails that need somebody: failing or given up.")


class NotReady(RuntimeError):
    """One part this process needs does not answer."""


def database_answers() -> None:
    """Ask the database for the smallest thing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def cache_answers() -> None:
    """Write to the cache server and read it back."""
    cache.set("health", "ok", 10)
    if cache.get("health") != "ok":
        raise NotReady("the cache does not keep what it is given")


def migrations_are_done() -> None:
    """Look for migrations that this code has and the database lacks."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        raise NotReady(f"{len(waiting)} migrations are not applied")


def mails_go_out() -> None:
    """Look for mails that the server has refused too often."""
    queue = desk.mail_queue()
    MAILS_WAITING.set(queue.waiting)
    MAILS_FAILING.set(queue.failing + queue.given_up)
    if queue.needs_somebody:
        raise NotReady(f"{queue.failing} mails fail, {queue.given_up} were given up")


GetResponse = Callable[[HttpRequest], HttpResponseBase]
PARTS: dict[str, Callable[[], None]] = {
    "database": database_answers,
    "cache": cache_answers,
    "migrations": migrations_are_done,
}
# What somebody should look at while pages are served as before: no reason to send visitors away.
WATCHED: dict[str, Callable[[], None]] = {"mails": mails_go_out}


@require_safe
@never_cache
def live(_request: HttpRequest) -> JsonResponse:
    """Answer as long as the process can answer anything."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when every part is there, 503 and which is not otherwise; tell what to watch."""
    parts = {name: _state(name, check) for name, check in PARTS.items()}
    good = all(state == "ok" for state in parts.values())
    watched = {name: _state(name, check) for name, check in WATCHED.items()}
    body = {"status": "ok" if good else "failing", "parts": parts, "watched": watched}
    return JsonResponse(body, status=200 if good else 503)


def _state(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except Exception as problem:  # noqa: BLE001 - whatever it is, this part is not ready
        log.warning("not_ready", part=name, problem=str(problem))
        return "failing"
    return "ok"


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Hand the measurements to this machine, or to whoever holds the token."""
    if not (_is_from_here(request) or _holds_token(request)):
        return HttpResponseForbidden("Metrics need the token of METRICS_TOKEN.\n")
    _state("mails", mails_go_out)
    measured: HttpResponse = ExportToDjangoView(request)
    return measured


def _is_from_here(request: HttpRequest) -> bool:
    """Say whether the caller is this machine itself; a proxy in front always forwards a name."""
    if "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META:
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _holds_token(request: HttpRequest) -> bool:
    expected = f"Bearer {settings.METRICS_TOKEN}"
    given = request.headers.get("Authorization", "")
    return bool(settings.METRICS_TOKEN) and compare_digest(given.encode(), expected.encode())


class Probes:
    """Answer probes before anything else can refuse them.

    Whoever probes calls by address and without TLS, so neither the list of allowed hosts nor the
    redirect to https may come first; and nobody wants a log line for each.
    """

    VIEWS: ClassVar[Mapping[str, Callable[[HttpRequest], HttpResponse]]] = {
        "/health/live": live,
        "/health/ready": ready,
        "/metrics": metrics,
    }

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a probe; hand everything else on."""
        probe = self.VIEWS.get(request.path)
        return probe(request) if probe else self.get_response(request)
