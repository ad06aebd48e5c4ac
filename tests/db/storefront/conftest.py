"""A settled month to look at, with every reaction wired as in the running program."""

from __future__ import annotations

import pytest
from time_machine import TimeMachineFixture

from config import wiring
from tests import scenes


@pytest.fixture
def month(time_machine: TimeMachineFixture, db: None) -> scenes.SettledMonth:
    """Let March 2026 be over and published."""
    wiring.install()
    time_machine.move_to(scenes.LATER)
    return scenes.settled_month()
