"""Lines as columns: what kernels write, what is hashed and stored, and the way to objects and back.

A block holds lines of one rule, in order; where one block ends and the next begins means nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from commissions.engine.facts import Earning, Volume
from commissions.engine.tree import NOBODY

from .columns import ABSENT, Minor, Rows, minor, rows
from .picture import ArrayPicture

BLOCK = 1 << 16


class LineColumns(NamedTuple):
    """The columns of lines; `volumes` and `sources` are NOBODY where a line rests on none.

    `facts` has one row per named fact of the rule, ABSENT where a line has no such fact.
    """

    members: Rows
    volumes: Rows
    sources: Rows
    levels: Rows
    rates_bp: Rows
    bases: Minor
    amounts: Minor
    facts: Minor

    @classmethod
    def empty(cls, capacity: int, facts: int = 0) -> LineColumns:
        """Make room for lines; what nobody sets is NOBODY, zero or ABSENT."""
        return cls(
            members=np.zeros(capacity, np.int32),
            volumes=np.full(capacity, NOBODY, np.int32),
            sources=np.full(capacity, NOBODY, np.int32),
            levels=np.zeros(capacity, np.int32),
            rates_bp=np.zeros(capacity, np.int32),
            bases=np.zeros(capacity, np.int64),
            amounts=np.zeros(capacity, np.int64),
            facts=np.full((facts, capacity), ABSENT, np.int64),
        )

    def first(self, count: int) -> LineColumns:
        """Return the first lines."""
        shortened: Iterator[Any] = (column[..., :count] for column in self)
        return LineColumns(*shortened)


# Fills columns with the lines of one item (an order, a member) after the other, from item `first`
# on, and returns the first item that found no room, and how many lines are written.
Fill: TypeAlias = Callable[[int, LineColumns], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class LineBlock:
    """Lines of one rule; `fact_names` name the rows of `columns.facts`."""

    rule_id: str
    columns: LineColumns
    fact_names: tuple[str, ...] = ()

    def __len__(self) -> int:
        """Return how many lines there are."""
        return len(self.columns.amounts)


def filled(
    rule_id: str, items: int, fill: Fill, fact_names: tuple[str, ...] = (), block: int = BLOCK
) -> Iterator[LineBlock]:
    """Yield the lines of a rule, a block at a time, so that memory does not grow with them."""
    first = 0
    while first < items:
        columns = LineColumns.empty(block, len(fact_names))
        following, count = fill(first, columns)
        if following == first:
            block *= 2  # one item alone has more lines than there is room for
        elif count:
            yield LineBlock(rule_id, columns.first(count), fact_names)
        first = following


def blocks_of(
    earnings: Iterable[Earning], picture: ArrayPicture, block: int = BLOCK
) -> Iterator[LineBlock]:
    """Turn lines of the walk into blocks; `picture` is what they were worked out from."""
    row_of = {member_id: row for row, member_id in enumerate(picture.member_ids.tolist())}
    place_of = {entry: place for place, entry in enumerate(picture.volumes.entry_ids.tolist())}
    for rule_id, lines in groupby(earnings, key=lambda line: line.rule_id):
        while part := list(islice(lines, block)):
            names = _fact_names(part)
            yield LineBlock(rule_id, _columns(part, names, row_of, place_of), names)


def earnings_of(
    block: LineBlock, member_ids: Sequence[int], volumes: Sequence[Volume]
) -> Iterator[Earning]:
    """Turn a block into lines; the members rise, and both stand in the order of the picture."""
    columns = [column.tolist() for column in block.columns[:-1]]
    for place, line in enumerate(zip(*columns, strict=True)):
        member, volume, source, level, rate_bp, base_minor, amount_minor = line
        facts = zip(block.fact_names, block.columns.facts[:, place].tolist(), strict=True)
        yield Earning(
            block.rule_id,
            member_ids[member],
            None if volume == NOBODY else volumes[volume],
            level,
            rate_bp,
            base_minor,
            amount_minor,
            None if source == NOBODY else member_ids[source],
            tuple((name, number) for name, number in facts if number != ABSENT),
        )


def _fact_names(lines: Iterable[Earning]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for line in lines for name, _number in line.facts))


def _columns(
    lines: Sequence[Earning],
    names: tuple[str, ...],
    row_of: dict[int, int],
    place_of: dict[int, int],
) -> LineColumns:
    known = [dict(line.facts) for line in lines]
    facts = [[each.get(name, ABSENT) for each in known] for name in names]
    return LineColumns(
        members=rows([row_of[line.member_id] for line in lines]),
        volumes=rows([place_of[v.entry_id] if (v := line.volume) else NOBODY for line in lines]),
        sources=rows(
            [NOBODY if line.source_id is None else row_of[line.source_id] for line in lines]
        ),
        levels=rows([line.level for line in lines]),
        rates_bp=rows([line.rate_bp for line in lines]),
        bases=minor([line.base_minor for line in lines]),
        amounts=minor([line.amount_minor for line in lines]),
        facts=minor(facts).reshape(len(names), len(lines)),
    )
