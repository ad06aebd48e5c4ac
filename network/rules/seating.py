"""Where in the placement tree a new member goes: the rules, over whatever part is at hand.

Every rule answers the same for the same tree: the higher level first, on it the place further
left, so a tie is never left to chance.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

FIRST_FREE, WEAK_LEG, LEFT, RIGHT = "first_free", "weak_leg", "left", "right"
FILL_LEG, BALANCED = "fill_leg", "balanced"

MAX_WIDTH, MAX_DEPTH, MAX_HOLD_DAYS = 20, 50, 366
_ENDLESS = 2**31


@dataclass(frozen=True, slots=True)
class Place:
    """A free place: under whom, and in which slot, counted from 1 on the left."""

    parent_id: int
    slot: int


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A member's seat: how many stand there and below, how far down a place is free."""

    member_id: int
    size: int
    free_level: int


class Seats(Protocol):
    """The placement tree, read as far as a rule asks for it."""

    width: int

    def seat(self, member_id: int) -> SeatFacts:
        """Return a member's seat."""

    def below(self, member_id: int) -> Mapping[int, SeatFacts]:
        """Return who stands directly below, by slot."""

    def outermost(self, member_id: int, slot: int) -> tuple[int, int]:
        """Follow one slot down to the last member; return it, and how many steps that was."""


def find_place(seats: Seats, rule: str, top_id: int, depth: int | None) -> Place | None:
    """Return where a rule seats somebody below a member, or None where nothing is free.

    `depth` is how many levels below that member may be used.
    """
    return RULES[rule](seats, top_id, _ENDLESS if depth is None else depth)


def _first_free(seats: Seats, top_id: int, levels: int) -> Place | None:
    """Search top to bottom, left to right."""
    seat = seats.seat(top_id)
    if seat.free_level >= levels:
        return None
    while seat.free_level:
        legs = seats.below(seat.member_id)
        _level, slot = min((leg.free_level, slot) for slot, leg in legs.items())
        seat = legs[slot]
    return Place(seat.member_id, _free_slots(seats, seat.member_id)[0])


def _weak_leg(seats: Seats, top_id: int, levels: int) -> Place | None:
    """Take the side with the fewest members, there the first free place."""
    legs = seats.below(top_id)
    for slot in _lightest_first(seats, top_id):
        found = _in_leg(seats, Place(top_id, slot), legs.get(slot), levels)
        if found is not None:
            return found
    return None


def _fill_leg(seats: Seats, top_id: int, levels: int) -> Place | None:
    """Fill the leftmost leg down to the last level before the next one begins."""
    legs = seats.below(top_id)
    for slot in range(1, seats.width + 1):
        found = _in_leg(seats, Place(top_id, slot), legs.get(slot), levels)
        if found is not None:
            return found
    return None


def _in_leg(seats: Seats, start: Place, leg: SeatFacts | None, levels: int) -> Place | None:
    if leg is not None:
        return _first_free(seats, leg.member_id, levels - 1)
    return start if levels > 0 else None


def _balanced(seats: Seats, top_id: int, levels: int) -> Place | None:
    """Go to the lightest leg at every step, until a place is free."""
    here, left = top_id, levels
    if seats.seat(here).free_level >= left:
        return None
    while True:
        legs = seats.below(here)
        slot = next(
            slot
            for slot in _lightest_first(seats, here)
            if slot not in legs or legs[slot].free_level < left - 1
        )
        if slot not in legs:
            return Place(here, slot)
        here, left = legs[slot].member_id, left - 1


def _outer_left(seats: Seats, top_id: int, levels: int) -> Place | None:
    """Go down the outermost left leg to its end."""
    return _outer(seats, top_id, 1, levels)


def _outer_right(seats: Seats, top_id: int, levels: int) -> Place | None:
    """Go down the outermost right leg to its end."""
    return _outer(seats, top_id, seats.width, levels)


def _outer(seats: Seats, top_id: int, slot: int, levels: int) -> Place | None:
    last_id, steps = seats.outermost(top_id, slot)
    return Place(last_id, slot) if steps < levels else None


def _free_slots(seats: Seats, member_id: int) -> list[int]:
    taken = seats.below(member_id)
    return [slot for slot in range(1, seats.width + 1) if slot not in taken]


def _lightest_first(seats: Seats, member_id: int) -> list[int]:
    legs = seats.below(member_id)
    sizes = {slot: leg.size for slot, leg in legs.items()}
    return sorted(range(1, seats.width + 1), key=lambda slot: (sizes.get(slot, 0), slot))


RULES: Mapping[str, Callable[[Seats, int, int], Place | None]] = {
    FIRST_FREE: _first_free,
    WEAK_LEG: _weak_leg,
    LEFT: _outer_left,
    RIGHT: _outer_right,
    FILL_LEG: _fill_leg,
    BALANCED: _balanced,
}
