"""Which rank comes next, what of it is missing, and which missing step is the cheapest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .leg_rules import TOTAL_SHARE
from .people import People
from .plan import Plan, Rank
from .requirement import (
    ActiveDirects,
    ByFormula,
    Customers,
    IsActive,
    Legs,
    LegVolume,
    Points,
    Requirement,
)

POINTS = "points"
PEOPLE = "people"
CONDITION = "condition"
# Points come first: a member can bring them itself. Then people, then what only the plan's text
# explains; among equals the fewest, then the first in the document.
CHEAPEST_FIRST = (POINTS, PEOPLE, CONDITION)


class Gap(NamedTuple):
    """One requirement of a rank: how much of it there is, and the least that would fill the rest.

    `unit` says what `required` and `actual` count; `missing` counts points where more points are
    enough, even if `required` counts legs. Units: hundredths of a point, or how many.
    """

    key: str
    required: int
    actual: int
    unit: str
    missing: int
    missing_unit: str
    requirement: Requirement

    @property
    def is_filled(self) -> bool:
        """Tell whether it holds."""
        return self.actual >= self.required


def rank_after(plan: Plan, rank_id: str) -> Rank | None:
    """Return the rank above one that is held; the lowest for whoever holds none."""
    ids = [rank.id for rank in plan.ranks]
    place = ids.index(rank_id) + 1 if rank_id in ids else 0
    return plan.ranks[place] if place < len(plan.ranks) else None


def gaps(rank: Rank, people: People, row: int) -> tuple[Gap, ...]:
    """Return everything a rank requires of a member, in the document's order."""
    return tuple(_gap(each, people, row) for each in requirements(rank))


def cheapest(found: Sequence[Gap]) -> Gap | None:
    """Return the gap that takes least to fill, None where nothing is missing."""
    missing = [gap for gap in found if not gap.is_filled]
    return min(missing, key=_cost, default=None)


def requirements(rank: Rank) -> tuple[Requirement, ...]:
    """Return everything a rank requires, its two plain volumes first."""
    plain = (
        Points("group_volume", rank.group_volume_minor, "group_volume"),
        Points("personal_volume", rank.personal_volume_minor, "personal_volume"),
    )
    return (*(each for each in plain if each.required), *rank.more)


def _cost(gap: Gap) -> tuple[int, int]:
    return CHEAPEST_FIRST.index(gap.missing_unit), gap.missing


def _gap(requirement: Requirement, people: People, row: int) -> Gap:
    required, actual = requirement.required, requirement.actual(people, row)
    unit = _unit(requirement)
    missing, missing_unit = max(required - actual, 0), unit
    if missing and isinstance(requirement, LegVolume):
        missing = _leg_volume_missing(requirement, people, row)
    if missing and isinstance(requirement, Legs) and requirement.step is None:
        missing, missing_unit = _leg_points_missing(requirement, people, row, missing), POINTS
    return Gap(requirement.key, required, actual, unit, missing, missing_unit, requirement)


def _unit(requirement: Requirement) -> str:
    if isinstance(requirement, ByFormula | IsActive):
        return CONDITION
    return PEOPLE if isinstance(requirement, Legs | Customers | ActiveDirects) else POINTS


def _leg_volume_missing(requirement: LegVolume, people: People, row: int) -> int:
    """Return the fewest points that are enough, brought where they count whole.

    With a share of the total, points in weaker legs let the strongest count for more as well: then
    exactly as much is missing as with a cap of the requirement.
    """
    rule, required = requirement.rule, requirement.required
    if rule.meaning != TOTAL_SHARE:
        return required - requirement.actual(people, row)
    return required - rule.capped(*_legs_and_own(requirement, people, row), required)


def _legs_and_own(requirement: LegVolume, people: People, row: int) -> tuple[list[int], int]:
    volumes = people.legs(requirement.measure)
    legs = [volumes[partner] for partner in people.partners[row]]
    return legs, people.personal(requirement.measure)[row]


def _leg_points_missing(requirement: Legs, people: People, row: int, legs_missing: int) -> int:
    """Return the fewest points that lift so many more legs to the volume, new ones from zero."""
    least, volumes = requirement.least_minor or 0, people.legs(requirement.measure)
    below = sorted(
        least - max(volumes[partner], 0)
        for partner in people.partners[row]
        if volumes[partner] < least
    )
    nearest = below[:legs_missing]
    return sum(nearest) + least * (legs_missing - len(nearest))
