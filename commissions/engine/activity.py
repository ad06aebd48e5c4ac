"""Who is active in a period, for how long that lasts, and who has been inactive for too long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from .facts import MAY_EARN, Carry
from .people import People
from .plan import Activity, Plan

SUSPENDED = "suspended"
SUSPEND = "suspend"
TERMINATE = "terminate"
# Numbers that the plan hands on: periods for which a member stays active, and was not in a row.
STILL_ACTIVE = "active"
INACTIVE = "inactive"


@dataclass(frozen=True, slots=True)
class Activities:
    """Row by row: whether a member is active, and for how many periods in a row it was not."""

    is_active: list[bool]
    inactive_periods: list[int]
    carried: list[Carry]


class Proposal(NamedTuple):
    """A member that the plan wants somebody to suspend or to terminate, and why."""

    member_id: int
    action: str
    inactive_periods: int


def activities(plan: Plan, people: People) -> Activities:
    """Work out everybody's activity.

    Whoever is suspended counts on towards termination; others who may not earn count for nothing.
    """
    terms, picture = plan.activity, people.picture
    before = _before(people)
    found = Activities([], [], [])
    for row, (member_id, status) in enumerate(
        zip(picture.member_ids, picture.statuses, strict=True)
    ):
        holds = status == MAY_EARN and is_enough(plan, people, row)
        left = before.get((member_id, STILL_ACTIVE), 0)
        is_active = status == MAY_EARN and (holds or left > 0)
        counts = terms.counts_inactive and status in (MAY_EARN, SUSPENDED)
        missed = before.get((member_id, INACTIVE), 0) + 1 if counts and not is_active else 0
        left = terms.grace_periods if holds else max(left - 1, 0)
        for name, number in ((STILL_ACTIVE, left), (INACTIVE, missed)):
            if number and status in (MAY_EARN, SUSPENDED):
                found.carried.append(Carry("", member_id, name, "", number))
        found.is_active.append(is_active)
        found.inactive_periods.append(missed)
    return found


def is_enough(plan: Plan, people: People, row: int) -> bool:
    """Tell whether a member does what the plan asks of active ones, leaving grace aside.

    Without a minimum everybody is active, even whom returns have brought below zero.
    """
    least, terms = plan.active_pv_minor, plan.activity
    if least and people.personal()[row] < least:
        return False
    holds = (each.holds(people, row) for each in terms.requirements)
    return any(holds) if terms.is_any_enough else all(holds)


def proposals(
    terms: Activity, member_ids: tuple[int, ...], statuses: tuple[str, ...], inactive: list[int]
) -> Iterator[Proposal]:
    """Yield who was inactive for as many periods in a row as the plan lets pass."""
    suspends, terminates = terms.suspend_after, terms.terminate_after
    for member_id, status, periods in zip(member_ids, statuses, inactive, strict=True):
        if terminates is not None and periods >= terminates:
            yield Proposal(member_id, TERMINATE, periods)
        elif suspends is not None and periods >= suspends and status == MAY_EARN:
            yield Proposal(member_id, SUSPEND, periods)


def _before(people: People) -> Mapping[tuple[int, str], int]:
    return {
        (carry.member_id, carry.name): carry.amount
        for carry in people.picture.carried
        if not carry.rule_id and carry.name in (STILL_ACTIVE, INACTIVE)
    }
