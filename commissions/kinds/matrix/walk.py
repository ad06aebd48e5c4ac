"""Matrix: count who stands on each level below a member, and pay full levels once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from commissions.engine.facts import MAY_EARN, Carry, Earning
from commissions.engine.ground import Ground
from commissions.engine.tree import NOBODY

if TYPE_CHECKING:
    from .rule import Matrix

FILLED = "level_%s"


def fills(rule: Matrix, ground: Ground) -> Iterator[Earning]:
    """Yield a bonus for each level that is full and was never paid, by rising member and level.

    A level that fills while its member may not take pays once it may. What was paid is handed on
    for good, so that places that empty and fill again pay nothing.
    Source: plan rule of kind "matrix".
    """
    standings, period = ground.standings, ground.picture.period
    paid = {(each.member_id, each.name): each for each in ground.carried(rule.id)}
    for each in paid.values():
        ground.keep(each)
    below = counts(rule, ground)
    for row, member_id in enumerate(standings.picture.member_ids):
        status, is_active, _rank = standings.facts_at(row)
        if status != MAY_EARN or (rule.need_activity and not is_active):
            continue
        for level, amount_minor in enumerate(rule.fills_minor, start=1):
            name, places = FILLED % level, rule.places(level)
            if below[level - 1][row] < places or (member_id, name) in paid or not amount_minor:
                continue
            facts = (("places", places),)
            yield Earning(rule.id, member_id, None, level, 0, 0, amount_minor, None, facts)
            ground.keep(Carry(rule.id, member_id, name, period.key if period else "", 1))


def counts(rule: Matrix, ground: Ground) -> list[list[int]]:
    """Return for each level how many stand there below each row; slots beyond the width do not."""
    standings, placement = ground.standings, ground.picture.placement
    parents = standings.tree_of(rule).sponsor_rows
    slots = placement.slots if placement else ()
    below = [[0] * len(parents) for _level in rule.fills_minor]
    for row in range(len(parents)):
        status, is_active, _rank = standings.facts_at(row)
        if rule.count_active_only and not (status == MAY_EARN and is_active):
            continue
        place = row
        for level in below:
            if slots[place] > rule.width or parents[place] == NOBODY:
                break
            place = parents[place]
            level[place] += 1
    return below
