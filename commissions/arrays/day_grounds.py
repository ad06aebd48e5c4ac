"""What kernels stand on day by day: what `engine.day_standings` says, over columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from .columns import Codes, Rows, rows
from .people import ArrayPeople
from .picture import NO_DAY, ArrayPicture
from .standing import ArrayStanding
from .standings import array_standings
from .tree import ArrayTree


@dataclass(frozen=True, slots=True)
class OfDay:
    """The orders of some days, at `places` of the period's, and the tree they climb.

    `day` is the one whose ranks pay, NO_DAY where those of the period do.
    """

    day: int
    picture: ArrayPicture
    tree: ArrayTree
    places: Rows
    standing: ArrayStanding


def by_day(people: ArrayPeople, standing: ArrayStanding) -> Iterator[OfDay]:
    """Yield what everybody was to the orders of each day; see `engine.day_standings.by_day`."""
    plan = people.plan
    picture, days = people.picture, people.days.numbers_of(people.picture.volumes.days)
    of_day = picture.volumes.days if plan.rank_goes_by_day else np.full_like(days, NO_DAY)
    for number, day in np.unique(np.stack([days, of_day]), axis=1).T.tolist():
        places = rows(np.flatnonzero((days == number) & (of_day == day)))
        yield OfDay(
            day,
            replace(picture, volumes=picture.volumes.at(places)),
            people.days.tree(number),
            places,
            standing if day == NO_DAY else _ranked_on(people, standing, number, day),
        )


def ranks_by_day(days: Iterable[OfDay]) -> Iterator[tuple[int, Codes]]:
    """Yield the days whose ranks paid, and these."""
    return ((each.day, each.standing.ranked.paid) for each in days if each.day != NO_DAY)


def _ranked_on(
    people: ArrayPeople, standing: ArrayStanding, number: int, day: int
) -> ArrayStanding:
    """Return the standing with the ranks that pay as if the period had ended on a day."""
    picture, days = people.picture, people.days
    volumes, last = picture.volumes, date.fromordinal(day)
    counted = rows(np.flatnonzero((volumes.days != NO_DAY) & (volumes.days <= day)))
    then = replace(
        picture,
        sponsor_rows=days.sponsor_rows(number),
        moves=tuple(each for each in picture.moves if each.day <= last),
        volumes=volumes.at(counted),
    )
    of_day = array_standings(people.plan, then, days.tree(number)).standing
    return replace(standing, ranked=replace(standing.ranked, paid=of_day.ranked.paid))
