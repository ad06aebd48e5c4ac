"""The picture that a published run has frozen, read back from its own rows."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from commissions.engine.corrections import Judged
from commissions.engine.facts import Award, Moved, Picture, Placement, Reversal, Volume
from commissions.engine.handed_on import begun_with
from commissions.engine.plan import Plan
from commissions.engine.remainder import what_is_left
from commissions.models import Run
from commissions.selectors.awards import awards_of_picture
from commissions.selectors.buyers import by_first_order
from commissions.selectors.handed_on import carried_by, handed_on_again
from commissions.selectors.period_picture import held_after
from commissions.selectors.period_reversals import Settled, reversals_of_run
from commissions.selectors.period_tree import tree_day
from commissions.selectors.persons import persons_on
from commissions.selectors.plans import plan_of
from commissions.selectors.portions import back_column, reversal_of, volume_of
from commissions.selectors.volume_columns import currency_facts, day_of, volume_columns
from core.periods import Period
from network import public as network

_MEMBERS = """
SELECT member_id, sponsor_id, status, is_active, paid_rank, parent_id, slot
FROM commissions_runmember
WHERE run_id = %(run)s ORDER BY member_id
"""
_MOVES = """
SELECT day, member_id, from_id FROM commissions_runmove WHERE run_id = %(run)s
ORDER BY day, member_id
"""
_COUNTED = """
SELECT {columns}
FROM commissions_runvolume v
JOIN commissions_volumeentry e ON e.id = v.volume_entry_id
WHERE v.run_id = %(run)s ORDER BY {day}, e.order_ref COLLATE "C"
"""
_OF_ENTRIES = """
SELECT {columns}
FROM commissions_volumeentry e WHERE e.id = ANY (%(entries)s)
"""
_REVERSALS = """
SELECT r.id, e.id, e.order_ref || '/' || r.number, e.member_id, e.kind, '', false,
       r.pv_minor, r.cv_minor, r.net_minor, r.pv_minor,
       r.retail_minor{portions}
FROM commissions_runreversal x
JOIN commissions_volumereversal r ON r.id = x.reversal_id
JOIN commissions_volumeentry e ON e.id = r.entry_id
WHERE x.run_id = ANY (%(runs)s)
"""
_OF_THESE = "AND r.entry_id = ANY (%(entries)s)"
_OF_THE_RUN = """
AND EXISTS (SELECT FROM commissions_runvolume v
            WHERE v.run_id = %(run)s AND v.volume_entry_id = r.entry_id)
"""


@dataclass(frozen=True, slots=True)
class FrozenPicture:
    """A closed period with what is left of its orders, and its members as they were published."""

    picture: Picture
    judged: tuple[Judged, ...]


def frozen_picture(run: Run, basis: Sequence[int], back: Sequence[Reversal]) -> FrozenPicture:
    """Read a closed period again, less what these runs took back of it and what comes back now.

    What the period itself took back of earlier ones was counted there, and still lowers its points
    if the plan said so then. It begins with what these runs have found that was handed on to it.
    """
    plan = plan_of(run.plan_version)
    facts: dict[str, Any] = {"run": run.pk, "runs": list(basis), **currency_facts(plan)}
    members = tuple(_read(_MEMBERS, facts))
    counted = _COUNTED.format(columns=volume_columns(plan), day=day_of(plan))
    volumes = by_first_order(map(volume_of, _read(counted, facts)))
    before = reversals_of_own(run, basis)
    numbers = tuple(row[0] for row in members)
    picture = Picture(
        member_ids=numbers,
        sponsor_ids=tuple(row[1] for row in members),
        statuses=tuple(row[2] for row in members),
        volumes=what_is_left(volumes, (*before, *back)),
        reversals=reversals_of_run(run, Settled.of(basis)),
        held=held_after(numbers, run.follows_id),
        period=Period(run.period_key),
        joined_on=_joined_on(run, numbers),
        placement=Placement(tuple(row[5] for row in members), tuple(row[6] for row in members)),
        carried=carried_by(run.follows_id),
        awards=_awards(run, set(numbers)),
        persons=persons_on(plan, numbers, run.ends_before - timedelta(days=1), run.drafted_at),
        moves=tuple(Moved(*row) for row in _read(_MOVES, facts)),
    )
    return FrozenPicture(
        begun_with(picture, handed_on_again(run.follows_id, basis)),
        tuple(Judged(row[3], row[4]) for row in members),
    )


def _awards(run: Run, member_ids: Container[int]) -> tuple[Award, ...]:
    """Return the ranks given by hand that the run knew."""
    last_day = run.ends_before - timedelta(days=1)
    return awards_of_picture(run.plan_code, last_day, run.drafted_at, member_ids)


def _joined_on(run: Run, member_ids: Sequence[int]) -> tuple[date, ...]:
    """Return the first day of each member, which never changes."""
    last_day = run.ends_before - timedelta(days=1)
    day = tree_day(plan_of(run.plan_version), last_day, run.drafted_at)
    members = network.network_as_of(day=day, known_at=run.drafted_at)
    known = dict(zip(members.member_ids, members.joined_on, strict=True))
    return tuple(known[member_id] for member_id in member_ids)


def reversals_of_own(run: Run, basis: Sequence[int]) -> list[Reversal]:
    """Return what these runs took back of the orders that a run has counted."""
    facts: dict[str, Any] = {"run": run.pk, "runs": list(basis)}
    return _reversals(plan_of(run.plan_version), _OF_THE_RUN, facts)


def volumes_of(plan: Plan, entries: Collection[int]) -> list[Volume]:
    """Return entries as they were sold."""
    query = _OF_ENTRIES.format(columns=volume_columns(plan))
    facts = {"entries": list(entries), **currency_facts(plan)}
    return list(map(volume_of, _read(query, facts)))


def reversals_counted(plan: Plan, runs: Sequence[int], entries: Collection[int]) -> list[Reversal]:
    """Return what these runs took back of entries, as a plan counts it."""
    return _reversals(plan, _OF_THESE, {"runs": list(runs), "entries": list(entries)})


def _reversals(plan: Plan, condition: str, facts: dict[str, Any]) -> list[Reversal]:
    query = _REVERSALS.format(portions=back_column(plan)) + condition
    return list(map(reversal_of, _read(query, facts)))


def _read(query: str, facts: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, facts)
        yield from cursor.fetchall()
