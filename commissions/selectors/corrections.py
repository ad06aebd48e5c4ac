"""What a run has to correct in closed periods: what they booked against what is left."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db import connection

from commissions.arrays.picture import ArrayPicture
from commissions.engine.corrections import (
    Booked,
    Corrected,
    differences,
    due_at_original_rates,
    reopen,
)
from commissions.engine.facts import Closed, Correction, Picture, Reversal, Volume
from commissions.engine.handed_on import Changes, begun_with, changes
from commissions.engine.onward import corrected_onward
from commissions.engine.plan import Returns
from commissions.engine.remainder import what_is_left
from commissions.models import Run
from commissions.selectors.corrections_by_columns import Known, corrected_by_columns
from commissions.selectors.frozen_picture import (
    frozen_picture,
    reversals_counted,
    volumes_of,
)
from commissions.selectors.handed_on import handed_on
from commissions.selectors.plans import plan_of
from commissions.selectors.readied_period import kernels_for
from commissions.selectors.run_rates import plan_of_run
from core.periods import Period

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


class Found(NamedTuple):
    """What closed periods are corrected by; by their runs, what they hand on instead."""

    lines: tuple[Correction, ...] = ()
    changed: Mapping[int, Changes] = MappingProxyType({})

    def begins(self, follows: int | None) -> Changes:
        """Return what members bring along from a run otherwise than was known."""
        return self.changed.get(follows, {}) if follows is not None else {}


class ClosedPeriods:
    """The closed periods of a plan that a period has to correct, by what comes back in it.

    `basis` are the published runs of the plan that count: what they booked is booked. `tell` is
    told each period that is looked at, and may stop it.
    """

    def __init__(
        self,
        picture: Picture | ArrayPicture,
        basis: Sequence[int],
        tell: Callable[[str], object] = lambda _period_key: None,
    ) -> None:
        numbers = [closed.run_id for closed in picture.closed]
        runs = Run.objects.select_related("plan_version").in_bulk(numbers)
        self._basis, self._tell = basis, tell
        self._cases = [
            _Case(
                closed,
                runs[closed.run_id],
                tuple(r for r in picture.reversals if r.settled_in == closed.period_key),
                basis,
                picture.period or Period(closed.period_key),
            )
            for closed in picture.closed
        ]

    @property
    def go_onward(self) -> bool:
        """Tell whether periods after them may have to be settled again, too."""
        return any(case.goes_onward for case in self._cases)

    @cached_property
    def found(self) -> Found:
        """Return what they are corrected by: worked out once, and read whole."""
        lines: list[Correction] = []
        changed: dict[int, Changes] = {}
        for run_id, corrected in corrected_onward(self._told()):
            lines += corrected.lines
            if corrected.changed:
                changed[run_id] = corrected.changed
        return Found(tuple(lines), changed)

    def _told(self) -> Iterator[_Case]:
        for case in self._all_cases():
            self._tell(case.closed.period_key)
            yield case

    def _all_cases(self) -> Iterator[_Case]:
        """Yield the periods something comes back of, and where need be all after the first one."""
        if not self.go_onward:
            yield from self._cases
            return
        known = {case.run_id: case for case in self._cases}
        first = min(case.run.starts_on for case in self._cases)
        after = Run.objects.filter(pk__in=self._basis, starts_on__gte=first)
        for run in after.select_related("plan_version").order_by("starts_on", "pk"):
            closed = Closed(run.pk, run.period_key, run.result_hash)
            in_period = self._cases[0].in_period
            yield known.get(run.pk) or _Case(closed, run, (), self._basis, in_period)


@dataclass(frozen=True, slots=True)
class _Case:
    """One closed period: its run, what comes back of it now in which one, and the known runs."""

    closed: Closed
    run: Run
    reversals: tuple[Reversal, ...]
    basis: Sequence[int]
    in_period: Period

    @property
    def run_id(self) -> int:
        """Return the number of its run."""
        return self.run.pk

    @property
    def follows(self) -> int | None:
        """Return the run whose ranks and numbers it began with."""
        return self.run.follows_id

    @property
    def has_returns(self) -> bool:
        """Tell whether something of its orders comes back now."""
        return bool(self.reversals)

    @property
    def goes_onward(self) -> bool:
        """Tell whether it is settled again where it begins with something else than was known."""
        return self._terms.goes_onward and self._is_settled_again

    @property
    def _is_settled_again(self) -> bool:
        return self._terms.settles_again(Period(self.run.period_key), self.in_period)

    @property
    def _terms(self) -> Returns:
        """Return the terms by which it was settled: no others count."""
        return plan_of(self.run.plan_version).returns

    def corrected(self, begins: Changes) -> Corrected:
        """Return what it is corrected by; `begins` is what its members bring along instead."""
        if self._is_settled_again:
            return _recomputed(self, begins)
        return Corrected(tuple(_at_original_rates(self)))


def _at_original_rates(case: _Case) -> Iterator[Correction]:
    plan = plan_of_run(case.run)
    entries = {reversal.entry_id for reversal in case.reversals}
    before = reversals_counted(plan, case.basis, entries)
    left = _by_entry(what_is_left(volumes_of(plan, entries), (*before, *case.reversals)))
    booked = _booked(case, entries)
    due = due_at_original_rates(plan, left, booked)
    return differences(plan, case.closed, due, booked, left)


def _recomputed(case: _Case, begins: Changes) -> Corrected:
    plan = plan_of_run(case.run)
    kernels = kernels_for(plan, case.run.member_count)
    if kernels is not None:
        known = Known(case.basis, case.reversals, begins)
        return corrected_by_columns(kernels, plan, case.run, case.closed, known)
    frozen = frozen_picture(case.run, case.basis, case.reversals)
    suspects = {reversal.entry_id for reversal in case.reversals} | _corrected_before(case)
    again = reopen(plan, begun_with(frozen.picture, begins), frozen.judged, suspects)
    left = _by_entry(again.touched)
    booked = _booked(case, left, is_whole=again.is_whole)
    lines = tuple(differences(plan, case.closed, again.due(), booked, left))
    if not plan.returns.goes_onward:
        return Corrected(lines)
    return Corrected(lines, changes(handed_on(case.run_id, case.basis), again.hands_on()))


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
