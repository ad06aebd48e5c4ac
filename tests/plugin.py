"""Start an embedded PostgreSQL for one pytest run and point the settings at it.

Loaded with `-p tests.plugin`: pytest-django reads the settings before any conftest.py.
"""

from __future__ import annotations

import atexit
import os
import shutil
import sys
from pathlib import Path

from devkit import postgres, scratch
from devkit.binaries import site_packages

ENVIRONMENT = {
    "VINEA_ENV": "test",
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "SECRET_KEY": "test-only-key-that-signs-nothing-outside-of-a-test-run",
    "FIELD_ENCRYPTION_KEYS": "dGVzdC1vbmx5LWtleS10aGF0LXNlYWxzLW5vdGhpbmc=",
    "BLIND_INDEX_KEY": "dGVzdC1vbmx5LWtleS10aGF0LWZpbmRzLW5vdGhpbmc=",
    "ALLOWED_HOSTS": "*",
    "REDIS_URL": "",
}


def start_database() -> str:
    """Start a server that lives as long as this process, in a folder of its own; return its URL."""
    place = scratch.new_folder()
    server = postgres.prepare(place / "pg", site_packages(Path(sys.executable)), durable=False)
    child = postgres.start(server)

    def end() -> None:
        postgres.stop(child)
        shutil.rmtree(place, ignore_errors=True)

    atexit.register(end)
    return server.url


def lend_media_folder() -> str:
    """Make a folder for uploaded pictures that is gone after the run; return its path."""
    place = scratch.new_folder()
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return str(place)


os.environ.update(ENVIRONMENT)
if "MEDIA_ROOT" not in os.environ:
    os.environ["MEDIA_ROOT"] = lend_media_folder()
if "DATABASE_URL" not in os.environ:  # set by the run above us under xdist, or by hand
    os.environ["DATABASE_URL"] = start_database()
