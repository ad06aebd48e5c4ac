"""Rounding by position: what a member earns by one rule in a period is rounded once, all together.

Lines then show money rounded half up each; their position is what they come to exactly, rounded as
the plan says, and one line more makes up the difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.rates import WHOLE_BP
from core.rounding import Rounding

from .facts import Earning
from .rule import Rule

# The level of a line that makes up the difference; those of others begin at zero.
ROUNDED = -1
LINES = "lines"
OVER = "over"


@dataclass(slots=True)
class Position:
    """What a member earns by one rule.

    `over` is what its lines would come to beyond what they show, in ten-thousandths of a minor
    unit. What a limit has cut is as exact as it is.
    """

    paid_minor: int = 0
    over: int = 0
    lines: int = 0
    is_cut: bool = False

    def add(self, rule: Rule, line: Earning) -> None:
        """Take a line in; one that is a rate of its base counts with all its fractions."""
        self.paid_minor += line.amount_minor
        self.lines += 1
        self.is_cut = self.is_cut or line.amount_minor < 0
        if line.amount_minor == rule.amount_minor(line.base_minor, line.rate_bp):
            self.over += line.base_minor * line.rate_bp - line.amount_minor * WHOLE_BP

    def missing_minor(self, rounding: Rounding) -> int:
        """Return by how much the rounded position is more than its lines."""
        if self.is_cut:
            return 0
        return rounding.divide(self.paid_minor * WHOLE_BP + self.over, WHOLE_BP) - self.paid_minor


def rounded(rule: Rule, lines: Iterable[Earning], rounding: Rounding) -> Iterator[Earning]:
    """Yield a rule's lines, and after them what rounds each member's position.

    Keeps:  lines and what rounds them add up to each position, rounded once.
    """
    positions: dict[int, Position] = defaultdict(Position)
    for line in lines:
        positions[line.member_id].add(rule, line)
        yield line
    for member_id in sorted(positions):
        position = positions[member_id]
        missing_minor = position.missing_minor(rounding)
        if missing_minor:
            facts = ((LINES, position.lines), (OVER, position.over))
            yield Earning(
                rule.id, member_id, None, ROUNDED, 0, position.paid_minor, missing_minor, None,
                facts,
            )  # fmt: skip
