"""Lines that rest on no order, at most one a member, from columns to blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commissions.arrays.bases import bases
from commissions.arrays.columns import Minor, Rows
from commissions.arrays.compiled import compiled
from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock, LineColumns, filled
from commissions.engine.rule import Based


class MemberLines(NamedTuple):
    """What each member gets, 0 for no line; `facts` has one row for each name of a fact."""

    rates_bp: Rows
    bases: Minor
    amounts: Minor
    facts: NDArray[np.int64]


def own_worths(rule: Based, ground: ArrayGround) -> Minor:
    """Return what the orders credited to each member are worth together."""
    volumes, worths = ground.picture.volumes, np.zeros(len(ground.picture), np.int64)
    np.add.at(worths, volumes.member_rows, bases(ground.plan, rule, volumes))
    return worths


def member_blocks(
    rule_id: str, lines: MemberLines, fact_names: tuple[str, ...]
) -> Iterator[LineBlock]:
    """Yield the lines in the order of the members."""
    items = len(lines.amounts)
    return filled(rule_id, items, lambda first, out: _fill(first, out, lines), fact_names)


@compiled
def _fill(first: int, out: LineColumns, lines: MemberLines) -> tuple[int, int]:
    count = 0
    for row in range(first, len(lines.amounts)):
        if lines.amounts[row]:
            if count == len(out.amounts):
                return row, count
            out.members[count] = row
            out.rates_bp[count], out.bases[count] = lines.rates_bp[row], lines.bases[row]
            out.amounts[count] = lines.amounts[row]
            out.facts[:, count] = lines.facts[:, row]
            count += 1
    return len(lines.amounts), count
