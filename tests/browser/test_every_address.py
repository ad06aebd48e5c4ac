"""Every address that is a page is looked at: photographed, without barriers, never sideways.

VINEA_EVERY_LOOK=de,en looks in both languages, at three widths, light and dark, and
`python -m tests.browser.contact_sheets` then puts the pictures together (docs/design-system.md).
"""

from __future__ import annotations

from types import ModuleType

import pytest
from django.conf import settings
from time_machine import TimeMachineFixture

from config.demo.founding import THEME
from core.theme import save_theme
from tests import scenes
from tests.browser.walk import Look, Stop, looks, stops
from tests.browser.window import Window
from tests.doors import test_every_door
from tests.doors.things import THINGS
from tests.doors.world import World, open_world

PARTS = tuple(
    part for part in vars(test_every_door).values() if isinstance(part, ModuleType)
    if hasattr(part, "DOORS")
)  # fmt: skip
LOST = (
    Stop("not_found", "/nowhere/", "nobody", 404),
    Stop("not_allowed", "/staff/", "customer", 403),
)
# A logo would stand on every picture of every other page.
EXAMPLES = {name: make for name, make in THINGS.items() if name != "logo"}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__.rpartition(".")[2])
def test_every_page_of_a_part(
    window: Window, time_machine: TimeMachineFixture, part: ModuleType
) -> None:
    time_machine.move_to(scenes.LATER, tick=True)
    world = open_world(EXAMPLES)
    save_theme(actor=scenes.SYSTEM, theme=THEME, at=scenes.LATER)
    walk = Walk(window, world, part.__name__.rpartition(".")[2])
    for stop in (*stops(part, world), *(LOST if walk.part == "content" else ())):
        walk.look_at(stop)
    assert not walk.found + window.complaints


class Walk:
    """Somebody walks through the site and looks at every page in every way."""

    def __init__(self, window: Window, world: World, part: str) -> None:
        self._window, self._world, self.part = window, world, part
        self._visitor = ""
        self.found: list[str] = []

    def look_at(self, stop: Stop) -> None:
        """Open a page in each language and look at it at each size, light and dark."""
        self._become(stop.visitor)
        status = self._window.page_status(stop.path)
        if status is None:
            return
        if status != stop.status:
            self.found.append(f"{stop.path} answers {status} to {stop.visitor}")
        for language in dict.fromkeys(look.language for look in looks()):
            self._window.speak(language)
            self._window.go(stop.path)
            for look in looks():
                if look.language == language:
                    self._look(stop, look)

    def _look(self, stop: Stop, look: Look) -> None:
        self._window.resize(look.width, dark=look.dark)
        self._window.photograph(f"{look.folder}/{self.part}-{stop.name}")
        if look.is_examined:
            self.found += self._window.barriers()
        if self._window.scrolls_sideways():
            self.found.append(f"{stop.path} scrolls sideways at {look.width}")

    def _become(self, visitor: str) -> None:
        if visitor != self._visitor:
            self._visitor = visitor
            self._window.forget()
            cookie = self._world.clients[visitor].cookies.get(settings.SESSION_COOKIE_NAME)
            if cookie is not None:
                self._window.remember(settings.SESSION_COOKIE_NAME, cookie.value)
