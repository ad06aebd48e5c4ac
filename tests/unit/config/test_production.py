from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.production import refuse_demo_settings
from devkit.production import environment, random_key
from tests.plugin import ENVIRONMENT

ROOT = Path(__file__).resolve().parents[3]
GOOD = {
    "VINEA_ENV": "production",
    "IS_PRODUCTION": True,
    "DEBUG": False,
    "SECRET_KEY": "k3Jd9" * 12,
    "FIELD_ENCRYPTION_KEYS": [random_key(), random_key()],
    "BLIND_INDEX_KEY": random_key(),
    "ALLOWED_HOSTS": ["shop.example"],
    "REDIS_URL": "redis://valkey",
    "TEST_GATEWAY": False,
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
}


def test_good_settings_pass() -> None:
    refuse_demo_settings(GOOD)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", True),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", ENVIRONMENT["SECRET_KEY"]),
        ("SECRET_KEY", "change-me" * 9),
        ("FIELD_ENCRYPTION_KEYS", []),
        ("FIELD_ENCRYPTION_KEYS", [random_key(), ENVIRONMENT["FIELD_ENCRYPTION_KEYS"]]),
        ("FIELD_ENCRYPTION_KEYS", ["not base64!"]),
        ("BLIND_INDEX_KEY", ENVIRONMENT["BLIND_INDEX_KEY"]),
        ("BLIND_INDEX_KEY", "qUQ0BQ8PPElglYIJD-04"),
        ("ALLOWED_HOSTS", []),
        ("ALLOWED_HOSTS", ["*"]),
        ("REDIS_URL", ""),
        ("TEST_GATEWAY", True),
    ],
)
def test_production_refuses_what_was_good_enough_for_a_demo(name: str, value: object) -> None:
    with pytest.raises(ImproperlyConfigured, match=name.rstrip("S")):
        refuse_demo_settings({**GOOD, name: value})


@pytest.mark.parametrize("backend", ["desk.keep", "django.core.mail.backends.console"])
def test_production_refuses_to_keep_its_mails_to_itself(backend: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL sends nothing"):
        refuse_demo_settings({**GOOD, "EMAIL_BACKEND": f"{backend}.EmailBackend"})


def test_development_may_do_all_that() -> None:
    refuse_demo_settings({**GOOD, "IS_PRODUCTION": False, "VINEA_ENV": "test", "DEBUG": True})


def test_an_unknown_environment_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="none of production, development, test"):
        refuse_demo_settings({**GOOD, "VINEA_ENV": "prod"})


@pytest.mark.parametrize(
    ("changed", "refused"),
    [({}, ""), ({"DEBUG": "true"}, "DEBUG is on"), ({"TEST_GATEWAY": "1"}, "TEST_GATEWAY is on")],
)
def test_the_real_settings_start_or_say_why_not(changed: dict[str, str], refused: str) -> None:
    started = subprocess.run(
        [sys.executable, "-c", "import config.settings as s; print(s.SESSION_COOKIE_SECURE)"],
        cwd=ROOT,
        env={**environment(), **changed},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (refused in started.stderr) if refused else (started.stdout == "True\n")
    assert bool(started.returncode) == bool(refused)
