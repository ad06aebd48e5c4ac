"""One world for all doors: loaded once, and what a visit does to it is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from config import wiring
from tests import scenes
from tests.db.config.demo.replayed import rolled_back
from tests.doors.things import THINGS
from tests.doors.world import World, open_world


@pytest.fixture(scope="module")
def world_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Let March 2026 be over and published, with one thing of every kind."""
    wiring.install()
    with (
        time_machine.travel(scenes.LATER, tick=False),
        django_db_blocker.unblock(),
        rolled_back(),
    ):
        yield open_world(THINGS)


@pytest.fixture
def world(world_once: World, django_db_blocker: Any) -> Iterator[World]:
    """Give a test the world."""
    with django_db_blocker.unblock():
        yield world_once
