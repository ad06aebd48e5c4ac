"""Rounding by position over columns; what it means stands in `engine.positions`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from commissions.engine.positions import LINES, OVER, ROUNDED
from commissions.engine.rule import Rule
from core.rates import WHOLE_BP
from core.rounding import Rounding

from .bases import rises, rounded_shares
from .columns import Flags, Minor, rows
from .lines import LineBlock
from .made import lines_of_members


@dataclass(frozen=True, slots=True)
class ArrayPositions:
    """What each member earns by one rule, row by row, and by how much its lines fall short of it.

    `over` counts ten-thousandths of a minor unit.
    """

    rule: Rule
    paid: Minor
    over: Minor
    lines: Minor
    is_cut: Flags

    @classmethod
    def of(cls, rule: Rule, members: int) -> ArrayPositions:
        """Begin with nothing."""
        paid, over, lines = (np.zeros(members, np.int64) for _ in range(3))
        return cls(rule, paid, over, lines, np.zeros(members, np.bool_))

    def add(self, block: LineBlock) -> None:
        """Take lines in; those that are rates of their bases count with all their fractions."""
        columns = block.columns
        np.add.at(self.paid, columns.members, columns.amounts)
        np.add.at(self.lines, columns.members, 1)
        self.is_cut[columns.members[columns.amounts < 0]] = True
        rates = columns.rates_bp.astype(np.int64)
        shares = rounded_shares(columns.bases, rates, self.rule.rounding)
        # The products may leave 64 bits; their difference is small and comes out all the same.
        over = columns.bases * rates - columns.amounts * WHOLE_BP
        np.add.at(self.over, columns.members, np.where(shares == columns.amounts, over, 0))

    def blocks(self, rounding: Rounding) -> Iterator[LineBlock]:
        """Yield what rounds each member's position."""
        whole, rest = np.divmod(self.paid, rounding.step)
        more, rest = np.divmod(rest * WHOLE_BP + self.over, WHOLE_BP * rounding.step)
        steps = whole + more
        steps += rises(steps, 2 * rest, rounding)
        missing = np.where(self.is_cut, 0, steps * rounding.step - self.paid)
        at = rows(np.flatnonzero(missing))
        facts = {LINES: self.lines[at], OVER: self.over[at]}
        for block in lines_of_members(self.rule.id, at, self.paid[at], missing[at], facts):
            levels = np.full(len(block), ROUNDED, np.int32)
            yield replace(block, columns=block.columns._replace(levels=levels))
