"""The terms of a choice between two rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule

from . import walk


@dataclass(frozen=True, slots=True)
class GreaterOf(Rule):
    """A rule of kind "greater_of": of what two rules pay a member, the greater one stays."""

    of: tuple[str, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        """Return the two rules."""
        return self.of

    @property
    def most_bp(self) -> int:
        """Return nothing: it only takes back."""
        return 0

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Take back the smaller one of each member."""
        return walk.losers(self, ground)
