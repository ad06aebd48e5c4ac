"""What a point is worth in money: one value, or one by day and country."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

EVERYWHERE = ""


class PointValue(NamedTuple):
    """The worth of a point from a day on, in one country or wherever no other says it."""

    since: date
    minor: int
    country: str = EVERYWHERE


def values_for(values: Sequence[PointValue], country: str) -> Sequence[PointValue]:
    """Return the values that hold in a country, the earliest first."""
    own = [each for each in values if each.country == country]
    return sorted(own or [each for each in values if each.country == EVERYWHERE])


def value_minor(values: Sequence[PointValue], country: str, day: date | None) -> int:
    """Return the worth of a point on a day; the first one counts for days before it, and for none.

    A plan has a value everywhere from its first day on.
    """
    found = values_for(values, country)
    begun = [each.minor for each in found if day is not None and each.since <= day]
    return begun[-1] if begun else found[0].minor


def most_minor(values: Sequence[PointValue]) -> int:
    """Return the highest worth of a point, nothing without any."""
    return max((each.minor for each in values), default=0)
