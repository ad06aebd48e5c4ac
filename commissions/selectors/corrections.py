"""What a run has to correct in closed periods: what they booked against what is left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from commissions.arrays.picture import ArrayPicture
from commissions.engine.corrections import (
    Booked,
    differences,
    due_at_original_rates,
    reopen,
)
from commissions.engine.facts import Closed, Correction, Picture, Reversal, Volume
from commissions.engine.remainder import what_is_left
from commissions.models import Run
from commissions.selectors.frozen_picture import (
    frozen_picture,
    reversals_counted,
    volumes_of,
)
from commissions.selectors.plans import plan_of
from commissions.selectors.run_rates import plan_of_run

_BOOKED = """
SELECT rule_id, volume_entry_id, member_id, level, rate_bp, sum(base_minor)::bigint,
       sum(amount_minor)::bigint, max(line_no) FILTER (WHERE corrects_run_id IS NULL), source_id
FROM (
    SELECT * FROM commissions_earningline
    WHERE run_id = %(closed)s AND corrects_run_id IS NULL
    UNION ALL
    SELECT * FROM commissions_earningline
    WHERE corrects_run_id = %(closed)s AND run_id = ANY (%(basis)s)
) l
WHERE volume_entry_id = ANY (%(entries)s) OR %(is_whole)s AND volume_entry_id IS NULL
GROUP BY rule_id, volume_entry_id, member_id, level, rate_bp, source_id
"""
_CORRECTED_BEFORE = """
SELECT DISTINCT volume_entry_id FROM commissions_earningline
WHERE corrects_run_id = %(closed)s AND run_id = ANY (%(basis)s) AND volume_entry_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class _Case:
    """One closed period: its run, what comes back of it now, and the runs that are known."""

    closed: Closed
    run: Run
    reversals: tuple[Reversal, ...]
    basis: Sequence[int]


def read_corrections(picture: Picture | ArrayPicture, basis: Sequence[int]) -> Iterator[Correction]:
    """Yield the corrections of every closed period that something comes back of, period by period.

    `basis` are the published runs of the plan that count: what they booked is booked.
    """
    runs = Run.objects.select_related("plan_version").in_bulk([c.run_id for c in picture.closed])
    for closed in picture.closed:
        back = tuple(r for r in picture.reversals if r.settled_in == closed.period_key)
        case = _Case(closed, runs[closed.run_id], back, basis)
        if plan_of(case.run.plan_version).returns.recomputes:
            yield from _recomputed(case)
        else:
            yield from _at_original_rates(case)


def _at_original_rates(case: _Case) -> Iterator[Correction]:
    plan = plan_of_run(case.run)
    entries = {reversal.entry_id for reversal in case.reversals}
    before = reversals_counted(plan, case.basis, entries)
    left = _by_entry(what_is_left(volumes_of(plan, entries), (*before, *case.reversals)))
    booked = _booked(case, entries)
    due = due_at_original_rates(plan, left, booked)
    return differences(plan, case.closed, due, booked, left)


def _recomputed(case: _Case) -> Iterator[Correction]:
    plan = plan_of_run(case.run)
    frozen = frozen_picture(case.run, case.basis, case.reversals)
    suspects = {reversal.entry_id for reversal in case.reversals} | _corrected_before(case)
    again = reopen(plan, frozen.picture, frozen.judged, suspects)
    left = _by_entry(again.touched)
    booked = _booked(case, left, is_whole=again.is_whole)
    return differences(plan, case.closed, again.due(plan), booked, left)


def _by_entry(volumes: Iterable[Volume]) -> dict[int, Volume]:
    return {volume.entry_id: volume for volume in volumes}


def _booked(
    case: _Case, entries: Collection[int] | Mapping[int, Volume], *, is_whole: bool = False
) -> list[Booked]:
    """Return what was booked for orders, and in a whole period for what rests on no single one."""
    facts = {**_facts(case), "entries": list(entries), "is_whole": is_whole}
    with connection.cursor() as cursor:
        cursor.execute(_BOOKED, facts)
        return [Booked(*row) for row in cursor.fetchall()]


def _corrected_before(case: _Case) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(_CORRECTED_BEFORE, _facts(case))
        return {entry_id for (entry_id,) in cursor.fetchall()}


def _facts(case: _Case) -> dict[str, Any]:
    return {"closed": case.run.pk, "basis": list(case.basis)}
