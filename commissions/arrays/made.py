"""Lines that are worked out for all members or orders at once, as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from commissions.engine.tree import NOBODY

from .columns import Minor, Rows, minor, rows
from .lines import BLOCK, LineBlock, LineColumns


def lines_of_members(
    rule_id: str,
    members: Rows,
    bases: Minor,
    amounts: Minor,
    facts: Mapping[str, Minor],
    rates_bp: Rows | None = None,
) -> Iterator[LineBlock]:
    """Yield a line for each of these members, of no single order and no level."""
    nobody = np.full(len(members), NOBODY, np.int32)
    nothing = np.zeros(len(members), np.int32)
    columns = LineColumns(
        members=rows(members),
        volumes=nobody,
        sources=nobody,
        levels=nothing,
        rates_bp=nothing if rates_bp is None else rows(rates_bp),
        bases=minor(bases),
        amounts=minor(amounts),
        facts=minor(list(facts.values())).reshape(len(facts), len(members)),
    )
    yield from parts(rule_id, columns, tuple(facts))


def lines_of_orders(
    rule_id: str,
    members: Rows,
    orders: Rows,
    rates_bp: Rows,
    worth: tuple[Minor, Minor],
    level: int = 0,
) -> Iterator[LineBlock]:
    """Yield a line for each of these orders; `worth` are the bases and the amounts."""
    bases, amounts = worth
    columns = LineColumns(
        members=rows(members),
        volumes=rows(orders),
        sources=np.full(len(orders), NOBODY, np.int32),
        levels=np.full(len(orders), level, np.int32),
        rates_bp=rows(rates_bp),
        bases=minor(bases),
        amounts=minor(amounts),
        facts=np.zeros((0, len(orders)), np.int64),
    )
    yield from parts(rule_id, columns, ())


def parts(rule_id: str, columns: LineColumns, names: tuple[str, ...]) -> Iterator[LineBlock]:
    """Yield columns of lines as blocks."""
    for first in range(0, len(columns.amounts), BLOCK):
        cut: Iterator[Any] = (column[..., first : first + BLOCK] for column in columns)
        part = LineColumns(*cut)
        yield LineBlock(rule_id, part, names)
