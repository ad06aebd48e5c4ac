"""Closed periods of large networks settled again by kernels, and compared column by column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any, NamedTuple

from commissions.arrays.corrections import BookedColumns, Difference, differences
from commissions.arrays.handed_on import begun_with, changes
from commissions.arrays.outcome import ArraySettlement
from commissions.arrays.picture import ArrayPicture
from commissions.engine.corrections import Corrected
from commissions.engine.facts import Closed, Correction, Reversal, Volume
from commissions.engine.handed_on import Changes
from commissions.engine.plan import Plan
from commissions.engine.tree import NOBODY
from commissions.models import Run
from commissions.selectors.frozen_picture import reversals_of_own, volumes_of
from commissions.selectors.handed_on import handed_on_again
from commissions.selectors.period_columns import handed_on_by
from commissions.selectors.period_reversals import Settled, reversals_of_run
from commissions.selectors.run_picture import columns_of_run
from core.copied_columns import read_columns

_BOOKED = """
SELECT coalesce(volume_entry_id, {nobody}), coalesce(source_id, {nobody}), member_id,
       level::bigint, rate_bp::bigint, base_minor, amount_minor,
       CASE WHEN corrects_run_id IS NULL THEN line_no ELSE 0 END::bigint
FROM (
    SELECT * FROM commissions_earningline
    WHERE run_id = %(closed)s AND corrects_run_id IS NULL
    UNION ALL
    SELECT * FROM commissions_earningline
    WHERE corrects_run_id = %(closed)s AND run_id = ANY (%(basis)s)
) l
WHERE rule_id = %(rule)s
"""
_TYPES = ("bigint",) * len(BookedColumns._fields)


class Known(NamedTuple):
    """What is known of a closed period by now.

    The runs that count, what comes back now, and what its members bring along instead.
    """

    basis: Sequence[int]
    back: Sequence[Reversal]
    begins: Changes


def corrected_by_columns(
    kernels: ModuleType, plan: Plan, run: Run, closed: Closed, known: Known
) -> Corrected:
    """Return what a closed period is corrected by; see `engine.corrections.correct`.

    Keeps:  the same corrections as the walk finds, in the same order.
    """
    basis = known.basis
    picture = begun_with(_left_over(plan, run, basis, known.back), known.begins)
    outcome: ArraySettlement = kernels.settle(plan, picture)

    def booked(rule_id: str) -> BookedColumns:
        facts: dict[str, Any] = {"closed": run.pk, "basis": list(basis), "rule": rule_id}
        return BookedColumns(*read_columns(_BOOKED.format(nobody=NOBODY), facts, _TYPES))

    found = list(differences(plan, picture, outcome.blocks, booked))
    lines = _in_order(plan, found, closed)
    if not plan.returns.goes_onward:
        return Corrected(lines)
    was = replace(picture, **handed_on_by(run.pk, picture.member_ids))
    was = begun_with(was, handed_on_again(run.pk, basis))
    return Corrected(lines, changes(was, outcome.standing, outcome.carried()))


def _left_over(
    plan: Plan, run: Run, basis: Sequence[int], back: Sequence[Reversal]
) -> ArrayPicture:
    """Read the period with what is left of its orders by now."""
    settled = Settled.of(basis)
    of_others = (each for each in reversals_of_run(run, settled) if each.settled_in)
    own = (each._replace(settled_in="") for each in (*reversals_of_own(run, basis), *back))
    return columns_of_run(run, plan, settled, (*of_others, *own))


def _in_order(plan: Plan, found: Sequence[Difference], closed: Closed) -> tuple[Correction, ...]:
    entries = {each.entry_id for each in found if each.entry_id != NOBODY}
    volumes = {each.entry_id: each for each in volumes_of(plan, entries)} if entries else {}
    places = {rule.id: place for place, rule in enumerate(plan.rules)}

    def key(each: Difference) -> tuple[int, str, int, int, int, int]:
        ref = volumes[each.entry_id].order_ref if each.entry_id in volumes else ""
        place = places[each.rule_id]
        return place, ref, each.source_id, each.level, each.member_id, each.rate_bp

    return tuple(_correction(each, volumes, closed) for each in sorted(found, key=key))


def _correction(each: Difference, volumes: dict[int, Volume], closed: Closed) -> Correction:
    return Correction(
        each.rule_id, each.member_id, volumes.get(each.entry_id), each.level, each.rate_bp,
        each.base_minor, each.amount_minor, closed.run_id, closed.period_key,
        each.line_no or None, None if each.source_id == NOBODY else each.source_id,
    )  # fmt: skip
