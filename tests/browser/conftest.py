"""A Chromium that talks to the live server of a test, and what it found."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from config import wiring
from tests.browser.window import Window

SCREENSHOTS = Path(__file__).resolve().parents[2] / "var" / "screenshots"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give every browser test a database that begins with what the migrations put there."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser that dev.py found, or the system's."""
    found = os.environ.get("VINEA_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), "")
    if not found:
        pytest.skip("no Chromium on this machine")
    # Playwright's loop runs in this thread; the test itself stays synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _reactions_are_wired() -> None:
    """Let events have their reactions, as in the running program."""
    wiring.install()


@pytest.fixture
def window(chromium: Browser, live_server: LiveServer, settings: Settings) -> Iterator[Window]:
    """Open a desktop window in German on the live server."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    opened = Window(chromium, live_server.url, SCREENSHOTS)
    yield opened
    opened.close()


@pytest.fixture
def page(window: Window) -> Page:
    """Return the window's page."""
    return window.page
