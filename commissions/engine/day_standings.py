"""What everybody was on the day of an order, where a plan climbs or ranks by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from .facts import Picture, Volume
from .standings import Standings, stand

if TYPE_CHECKING:
    from .plan import Plan


def by_day(plan: Plan, standings: Standings) -> Iterator[Standings]:
    """Yield what everybody was to the orders of each day, with these orders alone.

    Volumes, activity and status stay those of the period; the tree and the rank that pays are those
    of the day, as far as the plan says so. Days that share both come together.
    """
    if not plan.goes_by_day:
        yield standings
        return
    days = standings.people.days

    def same(volume: Volume) -> tuple[int, date]:
        by_rank = volume.day if plan.rank_goes_by_day else None
        return days.number_of(volume.day), by_rank or date.min

    for (_number, _day), orders in groupby(sorted(standings.picture.volumes, key=same), key=same):
        volumes = tuple(orders)
        yield replace(
            _on(plan, standings, volumes[0].day),
            picture=replace(standings.picture, volumes=volumes),
        )


def on_day_of(plan: Plan, standings: Standings, volume: Volume) -> Standings:
    """Return what everybody was to one order."""
    return _on(plan, standings, volume.day) if plan.goes_by_day else standings


def until(plan: Plan, standings: Standings, day: date) -> Picture:
    """Return the picture as if the period had ended on a day.

    Orders of a day count as they are left when the period ends; statuses stay.
    """
    picture, days = standings.picture, standings.people.days
    return replace(
        picture,
        sponsor_ids=tuple(days.sponsors(days.number_of(day))),
        moves=tuple(each for each in picture.moves if each.day <= day),
        volumes=tuple(each for each in picture.volumes if each.day and each.day <= day),
    )


def _on(plan: Plan, standings: Standings, day: date | None) -> Standings:
    days = standings.people.days
    tree, ranks = days.tree(days.number_of(day)), standings.ranks
    if plan.rank_goes_by_day and day is not None:
        ranks = stand(plan, until(plan, standings, day)).ranks
    return replace(standings, tree=tree, ranks=ranks)
