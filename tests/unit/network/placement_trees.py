"""Placement trees written as text: "1 anna" stands in slot 1 of the line above it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from network.rules.seating import Place, SeatFacts


@dataclass
class TextTree:
    """A small tree by names; sizes and free levels are counted from scratch at every question."""

    width: int
    names: list[str] = field(default_factory=list)
    legs: dict[int, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str, width: int = 2) -> TextTree:
        """Read indented lines of slot and name, the first without a slot."""
        tree, line = cls(width), []
        for row in filter(str.strip, text.splitlines()):
            depth, words = (len(row) - len(row.lstrip())) // 2, row.split()
            if not line:
                base = depth
            del line[depth - base :]
            tree.add(words[-1], line[-1] if line else None, int(words[0]) if line else 0)
            line.append(words[-1])
        return tree

    def add(self, name: str, parent: str | None, slot: int) -> None:
        """Seat somebody."""
        self.names.append(name)
        self.legs[len(self.names) - 1] = {}
        if parent is not None:
            self.legs[self.id_of(parent)][slot] = len(self.names) - 1

    def take(self, name: str, place: Place) -> None:
        """Seat somebody where a rule said."""
        self.add(name, self.names[place.parent_id], place.slot)

    def id_of(self, name: str) -> int:
        """Return the number of a name."""
        return self.names.index(name)

    def size(self, member_id: int) -> int:
        """Count somebody and all below."""
        return 1 + sum(self.size(leg) for leg in self.legs[member_id].values())

    def free_level(self, member_id: int) -> int:
        """Count the levels down to the nearest free place."""
        legs = self.legs[member_id].values()
        return 0 if len(legs) < self.width else 1 + min(self.free_level(leg) for leg in legs)

    def seat(self, member_id: int) -> SeatFacts:
        """Return a member's seat."""
        return SeatFacts(member_id, self.size(member_id), self.free_level(member_id))

    def below(self, member_id: int) -> Mapping[int, SeatFacts]:
        """Return who stands directly below, by slot."""
        return {slot: self.seat(leg) for slot, leg in self.legs[member_id].items()}

    def outermost(self, member_id: int, slot: int) -> tuple[int, int]:
        """Follow one slot down to the last member; return it, and how many steps that was."""
        here, steps = member_id, 0
        while slot in self.legs[here]:
            here, steps = self.legs[here][slot], steps + 1
        return here, steps
