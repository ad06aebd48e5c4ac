"""The address of a drawn tree says all there is to say about it: it can be kept and passed on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict

from network.public import Opening

MOST_OPENED = 40
DIGITS = 18
COLOURS = ("status", "rank")
# "auto": drawn where there is room, listed on a phone.
VIEWS = ("auto", "drawing", "list")
LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class TreeAddress:
    """Whose branch, as of which day, how far opened, coloured by what, drawn or listed."""

    root_id: int
    day: date
    today: date
    levels: int = 2
    opened: frozenset[int] = frozenset()
    shut: frozenset[int] = frozenset()
    starts: Mapping[int, int] = field(default_factory=dict)
    colour: str = "status"
    view: str = "auto"

    @property
    def opening(self) -> Opening:
        """Return how far the tree is opened."""
        return Opening(self.levels, self.opened, self.shut, self.starts)

    @property
    def query(self) -> str:
        """Return the address, without what goes without saying."""
        parts = {
            "of": str(self.root_id),
            "day": "" if self.day == self.today else self.day.isoformat(),
            "levels": "" if self.levels == 2 else str(self.levels),
            "open": _joined(self.opened),
            "shut": _joined(self.shut),
            "from": ".".join(f"{member}-{start}" for member, start in sorted(self.starts.items())),
            "colour": "" if self.colour == COLOURS[0] else self.colour,
            "view": "" if self.view == VIEWS[0] else self.view,
        }
        return "?" + urlencode({key: value for key, value in parts.items() if value})

    def with_open(self, member_id: int) -> TreeAddress:
        """Return the address with one more member opened."""
        return replace(self, opened=self.opened | {member_id}, shut=self.shut - {member_id})

    def with_shut(self, member_id: int) -> TreeAddress:
        """Return the address with one member's partners folded away."""
        return replace(self, opened=self.opened - {member_id}, shut=self.shut | {member_id})

    def with_start(self, member_id: int, start: int) -> TreeAddress:
        """Return the address with another page of one member's partners."""
        others = {number: at for number, at in self.starts.items() if number != member_id}
        return replace(self, starts={**others, member_id: start} if start else others)

    def with_root(self, member_id: int) -> TreeAddress:
        """Return the address of another member's branch, opened as usual."""
        return replace(self, root_id=member_id, opened=frozenset(), shut=frozenset(), starts={})


def read_address(query: QueryDict, *, own_id: int, today: date) -> TreeAddress:
    """Read an address; what makes no sense in it means what is usual."""
    colour, view = query.get("colour", ""), query.get("view", "")
    levels = read_number(query.get("levels", ""))
    return TreeAddress(
        root_id=read_number(query.get("of", "")) or own_id,
        day=read_day(query.get("day", ""), today),
        today=today,
        levels=levels if levels in LEVELS else 2,
        opened=_numbers(query.get("open", "")),
        shut=_numbers(query.get("shut", "")),
        starts=_starts(query.get("from", "")),
        colour=colour if colour in COLOURS else COLOURS[0],
        view=view if view in VIEWS else VIEWS[0],
    )


def read_day(text: str, today: date) -> date:
    """Read a day up to today; anything else is today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if date(2000, 1, 1) <= day <= today else today


def read_number(text: str) -> int:
    """Read a positive number; anything else is 0."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else 0


def _numbers(text: str) -> frozenset[int]:
    found = (read_number(part) for part in text.split(".")[:MOST_OPENED])
    return frozenset(number for number in found if number)


def _starts(text: str) -> dict[int, int]:
    pairs = (part.partition("-") for part in text.split(".")[:MOST_OPENED])
    read = {read_number(member): read_number(start) for member, _dash, start in pairs}
    return {member: min(start, 10**6) for member, start in read.items() if member and start}


def _joined(numbers: frozenset[int]) -> str:
    return ".".join(str(number) for number in sorted(numbers)[:MOST_OPENED])
