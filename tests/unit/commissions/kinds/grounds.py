"""Both engines on one period: the walk's lines, and those of a kernel turned back into objects."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from commissions.arrays.ground import ArrayGround
from commissions.arrays.lines import LineBlock, earnings_of
from commissions.arrays.picture import from_picture
from commissions.arrays.standings import array_standings
from commissions.arrays.tree import plant
from commissions.engine.facts import Earning, Picture
from commissions.engine.ground import Ground
from commissions.engine.plan import Plan
from commissions.engine.standings import stand

Kernel = Callable[[object, ArrayGround], Iterator[LineBlock]]


def by_walk(terms: Plan, picture: Picture) -> list[Earning]:
    """Return the lines of the plan's first rule, as the walk finds them."""
    return list(terms.rules[0].lines(Ground.of(terms, stand(terms, picture))))


def by_kernel(kernel: Kernel, terms: Plan, picture: Picture) -> list[Earning]:
    """Return the lines of the plan's first rule, as its kernel finds them."""
    columns = from_picture(picture)
    ground = ArrayGround.of(array_standings(terms, columns, plant(columns.sponsor_rows)))
    return [
        line
        for block in kernel(terms.rules[0], ground)
        for line in earnings_of(block, picture.member_ids, picture.volumes)
    ]
