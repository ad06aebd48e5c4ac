"""Whose tree a picture has: of the last day, of the run's day, or of each day of its orders."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import date, datetime

from commissions.engine.facts import Moved
from commissions.engine.plan import RUN_DAY, Plan
from core.company import local_date
from network import public as network

# Stands in the tree of the run's day, and takes no part in a period that was over before.
LATER = "applied"


def tree_day(plan: Plan, last_day: date, run_at: datetime | None) -> date:
    """Return the day whose tree and statuses hold; without a run, the last one."""
    return local_date(run_at) if plan.tree_as_of == RUN_DAY and run_at else last_day


def members_on(
    plan: Plan, last_day: date, day: date, known_at: datetime | None
) -> network.NetworkPicture:
    """Return the members of the tree's day; who joined after the period has no status in it."""
    members = network.network_as_of(day=day, known_at=known_at)
    if plan.tree_as_of != RUN_DAY or day <= last_day:
        return members
    pairs = zip(members.statuses, members.joined_on, strict=True)
    statuses = tuple(LATER if joined > last_day else status for status, joined in pairs)
    return replace(members, statuses=statuses)


def members_of_period(members: network.NetworkPicture, last_day: date) -> set[int]:
    """Return the members whose orders may count: those who joined before the period was over."""
    pairs = zip(members.member_ids, members.joined_on, strict=True)
    return {member_id for member_id, joined in pairs if joined <= last_day}


def moves_since(
    plan: Plan, first: date | None, last_day: date, known_at: datetime | None, known: Container[int]
) -> tuple[Moved, ...]:
    """Return the moves that lead back from the tree of the last day to that of an earlier one.

    None where all orders climb one tree, or there are no orders.
    """
    if not plan.tree_goes_by_day or first is None:
        return ()
    found = network.sponsors_left(after=first, until=last_day, known_at=known_at)
    return tuple(Moved(*each) for each in found if each[1] in known)
