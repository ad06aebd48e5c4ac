"""Production refuses to start on what was only good enough for a developer's machine."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

ENVIRONMENTS = ("production", "development", "test")
MARKS_OF_A_DEMO = (
    "development",
    "demo",
    "test-only",
    "insecure",
    "change-me",
    "changeme",
    "example",
)
SHORTEST_SECRET = 50
KEEPS_MAIL = (
    "desk.keep.EmailBackend",
    "django.core.mail.backends.console.EmailBackend",
    "django.core.mail.backends.dummy.EmailBackend",
    "django.core.mail.backends.locmem.EmailBackend",
)


def refuse_demo_settings(settings: Mapping[str, Any]) -> None:
    """Let production start only on settings of its own.

    Raises: ImproperlyConfigured — all that is wrong, each with what to do.
    """
    if settings["VINEA_ENV"] not in ENVIRONMENTS:
        known = ", ".join(ENVIRONMENTS)
        raise ImproperlyConfigured(f"VINEA_ENV={settings['VINEA_ENV']!r} is none of {known}.")
    if not settings["IS_PRODUCTION"]:
        return
    problems = list(_problems(settings))
    if problems:
        raise ImproperlyConfigured(
            "Production does not start:\n" + "\n".join(f"  - {problem}" for problem in problems)
        )


def _problems(settings: Mapping[str, Any]) -> Iterator[str]:
    if settings["DEBUG"]:
        yield "DEBUG is on: unset it; it shows source code and settings to visitors."
    secret = settings["SECRET_KEY"]
    if len(secret) < SHORTEST_SECRET or _is_from_a_demo(secret):
        yield f"SECRET_KEY is a demo's or short: set {SHORTEST_SECRET} or more random characters."
    yield from _weak_keys(settings)
    if not settings["ALLOWED_HOSTS"] or "*" in settings["ALLOWED_HOSTS"]:
        yield "ALLOWED_HOSTS is empty or lets every name in: set the shop's host names."
    if settings["TEST_GATEWAY"]:
        yield "TEST_GATEWAY is on: unset it; orders would count as paid without money."
    if settings["EMAIL_BACKEND"] in KEEPS_MAIL:
        yield "EMAIL_URL sends nothing: set the address of a mail server, like smtp+tls://…"
    if not settings["REDIS_URL"]:
        yield "REDIS_URL is not set: background work and sign-in limits need one shared server."


def _weak_keys(settings: Mapping[str, Any]) -> Iterator[str]:
    for name, keys in (
        ("FIELD_ENCRYPTION_KEYS", settings["FIELD_ENCRYPTION_KEYS"]),
        ("BLIND_INDEX_KEY", [settings["BLIND_INDEX_KEY"]]),
    ):
        if not keys or any(_is_weak(key) for key in keys):
            yield f"{name} is missing, a demo's, or short: set base64 of 32 random bytes."


def _is_from_a_demo(secret: str) -> bool:
    return any(mark in secret.lower() for mark in MARKS_OF_A_DEMO)


def _is_weak(key: str) -> bool:
    """Say whether a 32-byte key is somebody's text or a pattern instead of random bytes."""
    try:
        raw = base64.urlsafe_b64decode(key)
    except ValueError:
        return True
    return len(raw) != 32 or raw.isascii() or len(set(raw)) < 12
