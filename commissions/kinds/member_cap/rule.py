"""The terms of a cap for each member."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from commissions.engine.facts import Earning
from commissions.engine.ground import Ground
from commissions.engine.rule import Rule

from . import walk


@dataclass(frozen=True, slots=True)
class MemberCap(Rule):
    """A rule of kind "member_cap": what some rules pay one member in a period has a limit.

    `limits_minor` are those of ranks, where `limit_minor` is not everybody's; a rank without a
    limit earns what it earns. With `counts_persons` all positions of a person share one limit.
    """

    of: tuple[str, ...]
    limit_minor: int | None
    limits_minor: Mapping[str, int]

    @property
    def reads(self) -> tuple[str, ...]:
        """Return the rules that it limits."""
        return self.of

    @property
    def most_bp(self) -> int:
        """Return nothing: it only takes back."""
        return 0

    def limit_of(self, rank: str) -> int | None:
        """Return the limit of a rank, None where it has none."""
        return self.limits_minor.get(rank) if self.limit_minor is None else self.limit_minor

    def lines(self, ground: Ground) -> Iterator[Earning]:
        """Take back what is above each member's limit."""
        return walk.cuts(self, ground)
