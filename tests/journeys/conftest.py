"""Stories run through HTTP on a company that lives in spring 2026."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from time_machine import TimeMachineFixture

from config import wiring
from tests import scenes


@pytest.fixture(autouse=True)
def _in_march(time_machine: TimeMachineFixture, db: None) -> None:
    """Let it be a morning in March, with every reaction wired as in the running program."""
    time_machine.move_to(scenes.MARCH)
    cache.clear()  # nobody has tried anything yet
    wiring.install()


@pytest.fixture
def shop_is_open() -> scenes.Login:
    """Open the company with its plan and Anna, its first partner."""
    scenes.company(scenes.FOUNDED)
    scenes.sign_the_plan(scenes.FOUNDED)
    return scenes.anna(scenes.FOUNDED)
