"""Which addresses of the site are pages to look at, and who can look at them.

The doors know every address and an example of what it is about, so a new page is found by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import pytest
from django.urls import reverse

from tests.doors.door import EVERYBODY, OPEN, Door
from tests.doors.things import ALL, Thing
from tests.doors.world import World

# Who looks, where several may: the one with most to see first.
LOOKERS = (
    "nobody", "customer", "upline", "partner", "owner", "finance", "warehouse", "support",
    "marketing", "compliance", "other customer",
)  # fmt: skip
WIDTHS = (390, 768, 1280)
TOLD = (("de", 1280, False), ("en", 390, True), ("de", 390, False), ("en", 1280, True))


@dataclass(frozen=True, slots=True)
class Look:
    """A language, a width and a scheme; axe examines the page in some of them."""

    language: str
    width: int
    dark: bool
    is_examined: bool = False

    @property
    def folder(self) -> str:
        """Return where its pictures lie below var/screenshots."""
        return f"pages/{self.language}-{self.width}-{'dark' if self.dark else 'light'}"


@dataclass(frozen=True, slots=True)
class Stop:
    """A page to look at: its url name, its address, who looks, and the status it should have."""

    name: str
    path: str
    visitor: str
    status: int = 200


def looks() -> tuple[Look, ...]:
    """Return how to look: enough to notice a mistake, or in every way (VINEA_EVERY_LOOK=de,en)."""
    wanted = os.environ.get("VINEA_EVERY_LOOK")
    if not wanted:
        return (Look("de", 1280, False, True), Look("de", 390, True, True), Look("en", 390, False))
    return tuple(
        Look(language, width, dark, is_examined=width == 390)
        for language in wanted.split(",")
        for width in WIDTHS
        for dark in (False, True)
    )


def told() -> list[object]:
    """Return the languages, widths and schemes in which a story is told once each.

    Two of them notice a mistake in either; VINEA_EVERY_LOOK tells it in all four.
    """
    ways = TOLD if os.environ.get("VINEA_EVERY_LOOK") else TOLD[:2]
    return [
        pytest.param(language, width, dark, id=f"{language}-{width}{'-dark' if dark else ''}")
        for language, width, dark in ways
    ]


def stops(part: ModuleType, world: World) -> Iterator[Stop]:
    """Yield the pages of a part of the site, each with somebody who may see it."""
    for door in part.DOORS:
        if door.posts or (door.thing and door.thing not in world.things):
            continue
        thing = world.things.get(door.thing, Thing({}))
        visitor = _looker(door, thing, world)
        yield Stop(door.name, reverse(f"storefront:{door.name}", kwargs=thing.parts), visitor)


def _looker(door: Door, thing: Thing, world: World) -> str:
    if door.to == EVERYBODY and thing.owners == ALL:
        return "nobody"
    return next(visitor for visitor in LOOKERS if _may_look(door, thing, world, visitor))


def _may_look(door: Door, thing: Thing, world: World, visitor: str) -> bool:
    is_owner = thing.owners == ALL or visitor in thing.owners
    return door.expected(world.actors[visitor], is_owner=is_owner) == OPEN
