"""The terms of a company cap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule

from . import walk

# How what is above the limit is taken back.
PRO_RATA = "pro_rata"
PRIORITY = "priority"
HARD_STOP = "hard_stop"


@dataclass(frozen=True, slots=True)
class CompanyCap(Rule):
    """A rule of kind "company_cap": what some rules pay all members together has a limit.

    The limit is `rate_bp` of the orders' `base`, or else `limit_minor`. `holds_all` tells whether
    it holds for every rule above.
    """

    of: tuple[str, ...]
    base: str
    rate_bp: int
    limit_minor: int
    mode: str
    holds_all: bool

    @property
    def reads(self) -> tuple[str, ...]:
        """Return the rules that it limits."""
        return self.of

    @property
    def most_bp(self) -> int:
        """Return nothing: it only takes back."""
        return 0

    @property
    def cuts_to_bp(self) -> int | None:
        """Return the share that is left, if it holds for all rules above."""
        return self.rate_bp if self.holds_all and self.rate_bp else None

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Take back what is above the limit."""
        return walk.cuts(self, ground)
