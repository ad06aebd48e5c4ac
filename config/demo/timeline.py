"""What happens at the demo company: steps in the order of time, that can be taken up again.

A story lists its happenings beforehand. What one leaves for the next (the number of an order, of a
parcel) is kept in the database under a name, in the transaction of the happening itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from config.models import DemoThing
from core.errors import InvariantBroken, Refused


class NeverHappened(Refused):
    """What this builds on was refused, because visitors changed the world meanwhile."""

    code = "demo.never_happened"


@dataclass(frozen=True, slots=True)
class Happening:
    """One use case, or a few that belong together, at an instant."""

    at: datetime
    do: Callable[[], object]


Story = Iterator[Happening]


def in_order(stories: Iterable[Story]) -> tuple[Happening, ...]:
    """Return the happenings of all stories in the order of time, those of one story in its order.

    Raises: InvariantBroken — a story goes back in time.
    """
    told = []
    for story in stories:
        last: datetime | None = None
        for happening in story:
            if last is not None and happening.at < last:
                raise InvariantBroken(f"a story goes back from {last} to {happening.at}")
            last = happening.at
            told.append(happening)
    return tuple(sorted(told, key=lambda happening: happening.at))


def keep(name: str, number: int) -> None:
    """Remember the number of something under its name in the history."""
    DemoThing.objects.create(name=name, number=number)


def kept(name: str) -> int:
    """Return the number of something that happened before.

    Raises: NeverHappened.
    """
    number: int | None = (
        DemoThing.objects.filter(name=name).values_list("number", flat=True).first()
    )
    if number is None:
        raise NeverHappened(f"{name} never happened")
    return number
