"""The frozen picture of a period: the network of its last day and the volume that it counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from commissions.engine.facts import Held, Picture, Placement, Volume
from commissions.engine.handed_on import begun_with
from commissions.engine.plan import Plan
from commissions.engine.ranks import NOTHING
from commissions.engine.remainder import what_is_left
from commissions.engine.rule import need_places
from commissions.models import Run, RunMember, RunState
from commissions.selectors.awards import awards_of_picture
from commissions.selectors.buyers import by_first_order
from commissions.selectors.handed_on import CHUNK, carried_by, handed_on_again
from commissions.selectors.period_reversals import (
    Settled,
    read_reversals,
    reversals_since_draft,
)
from commissions.selectors.period_tree import (
    members_of_period,
    members_on,
    moves_since,
    tree_day,
)
from commissions.selectors.persons import persons_on
from commissions.selectors.portions import volume_of
from commissions.selectors.volume_columns import currency_facts, day_of, volume_columns
from core.periods import Period
from network import public as network

NO_PLACE = (None, 0)

_WINDOW = """
WITH counted AS (
    SELECT volume_entry_id FROM commissions_runvolume WHERE run_id = ANY (%(other_runs)s)
), settled AS (
    SELECT starts_on, ends_before FROM commissions_run
    WHERE id = ANY (%(other_runs)s) AND starts_on < %(starts_on)s
)
SELECT {columns}
FROM commissions_volumeentry e
WHERE {day} < %(ends_before)s
  AND ({day} >= %(starts_on)s
       OR EXISTS (SELECT FROM settled s WHERE {day} >= s.starts_on AND {day} < s.ends_before))
  AND NOT EXISTS (SELECT FROM counted c WHERE c.volume_entry_id = e.id)
  AND (cardinality(%(markets)s::text[]) = 0 OR e.country = ANY (%(markets)s))
"""
COUNTED_VOLUMES = _WINDOW + "  AND e.currency = ANY (%(currencies)s)\n"
_WHY_LEFT_OUT = """e.order_ref, e.currency <> ALL (%(currencies)s), NOT EXISTS (
    SELECT FROM commissions_runmember m WHERE m.run_id = %(run)s AND m.member_id = e.member_id)"""
_NOT_IN_THE_RUN = """
  AND NOT EXISTS (SELECT FROM commissions_runvolume v
                  WHERE v.run_id = %(run)s AND v.volume_entry_id = e.id)
"""
_FITS_THE_RUN = """
  AND e.currency = ANY (%(currencies)s)
  AND EXISTS (SELECT FROM commissions_runmember m
              WHERE m.run_id = %(run)s AND m.member_id = e.member_id)
"""


def read_picture(
    plan: Plan,
    period: Period,
    *,
    known_at: datetime | None,
    follows: int | None,
    run_at: datetime | None = None,
) -> Picture:
    """Read what a run of the period may know, as it was known at an instant, or is now.

    Volume counts in the period of its day. What arrived after that period was published counts in
    the first period settled after that, so nothing is lost and nothing counts twice. Left out are
    orders in a currency or of a market that the plan does not count, and those credited to a member
    who joined after the period: the latter count in the first period that knows the member. Of each
    order counts what is left of it when the period ends. Ranks go on from the run that this one
    `follows`, or from what later runs have found for it. The day of the run matters to a plan that
    takes its tree; it is that of `known_at`.
    """
    last_day = period.ends_before - timedelta(days=1)
    day = tree_day(plan, last_day, run_at or known_at)
    members = members_on(plan, last_day, day, known_at)
    known = members_of_period(members, last_day)
    counted = (volume for volume in _volumes(plan, period) if volume.member_id in known)
    volumes = tuple(by_first_order(counted))
    settled = Settled.of(other_published_runs(plan.code, period.key))
    own = {volume.entry_id for volume in volumes}
    reversals = read_reversals(plan, period, settled, own, known)
    picture = Picture(
        members.member_ids,
        members.sponsor_ids,
        members.statuses,
        what_is_left(volumes, reversals),
        reversals,
        settled.closed(reversals),
        held_after(members.member_ids, follows),
        period,
        placement=placement_on(plan, members.member_ids, day, known_at),
        joined_on=members.joined_on,
        carried=carried_by(follows),
        awards=awards_of_picture(plan.code, last_day, known_at, known),
        persons=persons_on(plan, members.member_ids, last_day, known_at),
        moves=moves_since(plan, first_day(volumes), last_day, known_at, known),
    )
    return begun_with(picture, handed_on_again(follows, settled.runs))


def placement_on(
    plan: Plan, member_ids: Sequence[int], day: date, known_at: datetime | None
) -> Placement | None:
    """Return where each member stands in the placement tree, None in a company without one.

    Where the plan goes by that tree and nobody stands in it yet, all wait for a place.
    """
    placed = network.placement_as_of(day=day, known_at=known_at)
    if not placed.member_ids and not need_places(plan.rules):
        return None
    rows = zip(placed.parent_ids, placed.slots, strict=True)
    places = dict(zip(placed.member_ids, rows, strict=True))
    found = [places.get(member_id, NO_PLACE) for member_id in member_ids]
    return Placement(tuple(place[0] for place in found), tuple(place[1] for place in found))


def first_day(volumes: Iterable[Volume]) -> date | None:
    """Return the earliest day of orders."""
    return min((each.day for each in volumes if each.day), default=None)


def run_before(plan: Plan, period: Period) -> int | None:
    """Return the published run that a period goes on from: its ranks, and what it handed on."""
    published = Run.objects.filter(plan_code=plan.code, state=RunState.PUBLISHED)
    earlier = published.filter(starts_on__lt=period.starts_on).order_by("-starts_on")
    return earlier.values_list("id", flat=True).first()


def held_after(member_ids: Sequence[int], run_id: int | None) -> tuple[Held, ...]:
    """Return what each member held after a run, for one that follows it.

    Those who held the same share one object.
    """
    if run_id is None:
        return ()
    rows = RunMember.objects.filter(run_id=run_id).exclude(held_rank="", title="")
    columns = rows.values_list("member_id", "held_rank", "missed", "title")
    known: dict[Held, Held] = {NOTHING: NOTHING}
    found: dict[int, Held] = {}
    for member_id, *facts in columns.iterator(chunk_size=CHUNK):
        held = Held._make(facts)
        found[member_id] = known.setdefault(held, held)
    return tuple(found.get(member_id, NOTHING) for member_id in member_ids)


def other_published_runs(plan_code: str, period_key: str) -> list[int]:
    """Return the published runs of a plan for other periods."""
    published = Run.objects.filter(plan_code=plan_code, state=RunState.PUBLISHED)
    return list(published.exclude(period_key=period_key).values_list("id", flat=True))


def known_runs(run: Run) -> list[int]:
    """Return the runs of its plan for other periods that were published when a run was made."""
    published = Run.objects.filter(
        plan_code=run.plan_code, state=RunState.PUBLISHED, published_at__lte=run.drafted_at
    )
    return list(published.exclude(period_key=run.period_key).values_list("id", flat=True))


def left_out(plan: Plan, run: Run) -> int:
    """Count the orders of a run's period that neither it nor another published run counts."""
    return _count(plan, run, _NOT_IN_THE_RUN)


def left_out_rows(plan: Plan, run: Run, *, most: int) -> list[tuple[str, bool, bool]]:
    """Return such orders by number: whether in another currency, whether of an unknown member."""
    sql = (_WINDOW + _NOT_IN_THE_RUN).format(columns=_WHY_LEFT_OUT, day=day_of(plan))
    facts = {**window_facts(plan, Period(run.period_key)), "run": run.pk, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(sql + "ORDER BY e.id LIMIT %(most)s", facts)
        return list(cursor.fetchall())


def came_since_draft(plan: Plan, run: Run) -> int:
    """Count the orders and returns that a run would count if it were drafted now, and does not."""
    others = other_published_runs(plan.code, run.period_key)
    reversals = reversals_since_draft(plan, run, others)
    return _count(plan, run, _NOT_IN_THE_RUN + _FITS_THE_RUN) + reversals


def _volumes(plan: Plan, period: Period) -> list[Volume]:
    facts = window_facts(plan, period)
    with connection.cursor() as cursor:
        query = COUNTED_VOLUMES + 'ORDER BY {day}, e.order_ref COLLATE "C"'
        cursor.execute(query.format(columns=volume_columns(plan), day=day_of(plan)), facts)
        return list(map(volume_of, cursor.fetchall()))


def _count(plan: Plan, run: Run, condition: str) -> int:
    sql = (_WINDOW + condition).format(columns="count(*)", day=day_of(plan))
    with connection.cursor() as cursor:
        cursor.execute(sql, {**window_facts(plan, Period(run.period_key)), "run": run.pk})
        return int(cursor.fetchone()[0])


def window_facts(plan: Plan, period: Period) -> dict[str, Any]:
    """Return the facts that queries for the orders of a period need."""
    return {
        "other_runs": other_published_runs(plan.code, period.key),
        "starts_on": period.starts_on,
        "ends_before": period.ends_before,
        "markets": list(plan.markets),
        **currency_facts(plan),
    }
