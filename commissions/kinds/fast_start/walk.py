"""Fast start: which orders of new members count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from commissions.engine.facts import Carry, Volume
from commissions.engine.ground import Ground
from core.errors import InvariantBroken

if TYPE_CHECKING:
    from .rule import FastStart

ORDERS = "orders"


def counted(rule: FastStart, ground: Ground) -> Iterator[Volume]:
    """Yield the orders that pay, in the order of the picture.

    Source: plan rule of kind "fast_start".
    """
    if rule.first_orders is None:
        yield from _of_new_members(rule, ground)
        return
    before = _before(rule, ground)
    firsts = set()
    for volume in sorted(_numbered(rule, ground), key=_made):
        before[volume.member_id] += 1
        if before[volume.member_id] <= rule.first_orders:
            firsts.add(volume.entry_id)
    yield from (each for each in ground.picture.volumes if each.entry_id in firsts)


def remember(rule: FastStart, ground: Ground) -> None:
    """Hand on how many orders of each member counted, while it is new in the next period.

    Raises: InvariantBroken — the picture does not say when members joined.
    """
    if rule.first_orders is None or ground.picture.period is None or not ground.picture.member_ids:
        return
    if not ground.picture.joined_on:
        raise InvariantBroken("first orders need the first day of each member")
    made, period = _before(rule, ground), ground.picture.period
    made.update(each.member_id for each in _numbered(rule, ground))
    joined = dict(zip(ground.picture.member_ids, ground.picture.joined_on, strict=True))
    for member_id in sorted(made):
        if rule.last_day(joined[member_id]) >= period.ends_before:
            ground.keep(Carry(rule.id, member_id, ORDERS, period.key, made[member_id]))


def _before(rule: FastStart, ground: Ground) -> Counter[int]:
    return Counter({each.member_id: each.amount for each in ground.carried(rule.id)})


def _numbered(rule: FastStart, ground: Ground) -> Iterator[Volume]:
    """Yield the orders among which the first ones are; one that came back whole is none."""
    plan = ground.plan
    return (each for each in _of_new_members(rule, ground) if plan.base_minor(rule, each) > 0)


def _of_new_members(rule: FastStart, ground: Ground) -> Iterator[Volume]:
    picture, row_of = ground.picture, ground.standings.tree.row_of
    for volume in picture.volumes:
        joined_on = picture.joined_on[row_of[volume.member_id]] if picture.joined_on else None
        if volume.kind in rule.orders and rule.is_new(joined_on, volume.day):
            yield volume


def _made(volume: Volume) -> tuple[date, str]:
    assert volume.day is not None
    return volume.day, volume.order_ref
