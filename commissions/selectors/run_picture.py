"""The picture of a run read again as it was known when the run was made, in either form.

Nothing comes from what the run froze but which orders and returns it counted.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection

from commissions.arrays.picture import ArrayPicture, from_picture
from commissions.engine.facts import Picture, Reversal
from commissions.engine.handed_on import begun_with
from commissions.engine.plan import RUN_DAY, Plan
from commissions.engine.remainder import what_is_left
from commissions.models import Run
from commissions.selectors.awards import awards_of_picture
from commissions.selectors.buyers import by_first_order
from commissions.selectors.handed_on import carried_by, handed_on_again
from commissions.selectors.period_columns import Orders, read_columns_of
from commissions.selectors.period_picture import first_day, held_after, placement_on
from commissions.selectors.period_reversals import Settled, reversals_of_run
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

_COUNTED = """
SELECT {columns}
FROM commissions_runvolume v JOIN commissions_volumeentry e ON e.id = v.volume_entry_id
WHERE v.run_id = %(run)s
"""


def picture_of_run(
    run: Run, plan: Plan, settled: Settled, back: tuple[Reversal, ...] | None = None
) -> Picture:
    """Read what a run knew; `settled` are the runs that were published by then."""
    last_day = run.ends_before - timedelta(days=1)
    day = tree_day(plan, last_day, run.drafted_at)
    members = members_on(plan, last_day, day, run.drafted_at)
    known = members_of_period(members, last_day)
    facts = _facts(run, plan)
    query = _COUNTED + 'ORDER BY {day}, e.order_ref COLLATE "C"'
    with connection.cursor() as cursor:
        cursor.execute(query.format(columns=volume_columns(plan), day=day_of(plan)), facts)
        volumes = tuple(by_first_order(map(volume_of, cursor.fetchall())))
    reversals = reversals_of_run(run, settled) if back is None else back
    picture = Picture(
        members.member_ids,
        members.sponsor_ids,
        members.statuses,
        what_is_left(volumes, (each for each in reversals if not each.settled_in)),
        reversals,
        settled.closed(reversals),
        held_after(members.member_ids, run.follows_id),
        Period(run.period_key),
        placement=placement_on(plan, members.member_ids, day, run.drafted_at),
        joined_on=members.joined_on,
        carried=carried_by(run.follows_id),
        awards=awards_of_picture(plan.code, last_day, run.drafted_at, known),
        persons=persons_on(plan, members.member_ids, last_day, run.drafted_at),
        moves=moves_since(plan, first_day(volumes), last_day, run.drafted_at, known),
    )
    return begun_with(picture, handed_on_again(run.follows_id, settled.runs))


def columns_of_run(
    run: Run, plan: Plan, settled: Settled, reversals: tuple[Reversal, ...] | None = None
) -> ArrayPicture:
    """Read the same as columns; with other reversals of its orders, if there are some by now.

    Some plans are read by way of objects, as `read_period_columns` does.
    """
    back = reversals_of_run(run, settled) if reversals is None else reversals
    if plan.counts_parties or plan.tree_as_of == RUN_DAY:
        return from_picture(picture_of_run(run, plan, settled, back))
    return read_columns_of(
        plan,
        Period(run.period_key),
        Orders(_COUNTED, _facts(run, plan)),
        lambda _own, _known: (settled, back),
        known_at=run.drafted_at,
        follows=run.follows_id,
    )


def _facts(run: Run, plan: Plan) -> dict[str, Any]:
    return {"run": run.pk, **currency_facts(plan)}
