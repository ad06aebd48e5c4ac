"""Correct closed periods one after the other, each with what the one before hands on by now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from .corrections import Corrected
from .handed_on import Changes


class ClosedPeriod(Protocol):
    """A period with a published run, as the runs that are published by now have left it."""

    @property
    def run_id(self) -> int:
        """Return the number of its run."""
        ...

    @property
    def follows(self) -> int | None:
        """Return the run whose ranks and numbers it began with."""
        ...

    @property
    def has_returns(self) -> bool:
        """Tell whether something of its orders comes back now."""
        ...

    @property
    def goes_onward(self) -> bool:
        """Tell whether it is settled again where it begins with something else than was known."""
        ...

    def corrected(self, begins: Changes) -> Corrected:
        """Return what it is corrected by; `begins` is what its members bring along instead."""
        ...


def corrected_onward(periods: Iterable[ClosedPeriod]) -> Iterator[tuple[int, Corrected]]:
    """Yield the corrections of each period that has some, by its run; the earliest period first.

    Keeps:  a period is settled again only where something of it came back, or where what it began
    with has changed; so an old return costs as many periods as it reaches, and no more.
    """
    changed: dict[int, Changes] = {}
    for period in periods:
        begins: Changes = {}
        if period.goes_onward and period.follows is not None:
            begins = changed.get(period.follows, {})
        if begins or period.has_returns:
            found = period.corrected(begins)
            changed[period.run_id] = found.changed
            yield period.run_id, found
