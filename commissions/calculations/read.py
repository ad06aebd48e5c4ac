"""Calculations and trials as pages show them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from commissions.calculations.ask import CalculationNotFound
from commissions.calculations.facts import CalculationView, Trial
from commissions.calculations.progress import RULE
from commissions.models import Calculation, CalculationKind, TriedPlan
from commissions.models.calculation import OF_A_PERIOD, OPEN_STATES
from commissions.selectors.plans import plan_of, plan_version_for
from commissions.simulation.facts import (
    Decile,
    Mover,
    RuleShare,
    SimulatedPeriod,
    Simulation,
    Warning,
)
from commissions.wording.names import rule_name
from core.paging import Page, PageRequest
from core.periods import Period
from core.policy import Actor, require

SEE = "commissions.see_runs"
MOST_OPEN = 50
# The lists in a simulation, and what they hold.
_PARTS: dict[str, type] = {
    "periods": SimulatedPeriod,
    "rules": RuleShare,
    "deciles": Decile,
    "winners": Mover,
    "losers": Mover,
    "warnings": Warning,
}


def calculation(actor: Actor, calculation_id: int) -> CalculationView:
    """Return how far a calculation is.

    Raises: NotAllowed; CalculationNotFound.
    """
    require(actor, SEE)
    row = Calculation.objects.filter(pk=calculation_id).first()
    if row is None:
        raise CalculationNotFound(_("There is no such calculation."))
    return _view(row)


def last_check(actor: Actor, run_id: int) -> CalculationView | None:
    """Return the last time that a run was calculated again, over or not."""
    require(actor, SEE)
    rows = Calculation.objects.filter(run_id=run_id, kind=CalculationKind.CHECK)
    row = rows.order_by("-id").first()
    return _view(row) if row else None


def last_calculation(actor: Actor, plan_code: str, period_key: str) -> CalculationView | None:
    """Return the draft or publication of a period that was asked for last, over or not."""
    require(actor, SEE)
    rows = Calculation.objects.filter(plan_code=plan_code, period_key=period_key)
    row = rows.filter(kind__in=OF_A_PERIOD).order_by("-id").first()
    return _view(row) if row else None


def open_calculations(actor: Actor) -> tuple[CalculationView, ...]:
    """Return the drafts and publications that are open; a period has at most one."""
    require(actor, SEE)
    rows = Calculation.objects.filter(kind__in=OF_A_PERIOD, state__in=OPEN_STATES)
    return tuple(_view(row) for row in rows.order_by("id")[:MOST_OPEN])


def trials_page(actor: Actor, page: PageRequest) -> Page[Trial]:
    """Return the trials of the last weeks, the latest first, without what they found."""
    require(actor, SEE)
    rows = TriedPlan.objects.select_related("calculation").order_by("-calculation_id")
    start, stop = page.bounds
    return page.page(rows.defer("document", "examples", "found")[start:stop]).map(_listed)


def trial(actor: Actor, calculation_id: int) -> Trial:
    """Return a trial with what it found.

    Raises: NotAllowed; CalculationNotFound.
    """
    row = _tried(actor, calculation_id)
    found = simulation_of(row.found) if row.found else None
    return _trial(row, found)


def tried_files(actor: Actor, calculation_id: int) -> tuple[bytes, bytes]:
    """Return the document of a trial and its examples.

    Raises: NotAllowed; CalculationNotFound.
    """
    row = _tried(actor, calculation_id)
    return bytes(row.document), bytes(row.examples)


def simulation_of(found: dict[str, Any]) -> Simulation:
    """Make a simulation of the plain data that it was kept as."""
    parts = {name: tuple(kind(**each) for each in found[name]) for name, kind in _PARTS.items()}
    return Simulation(**(found | parts))


def _tried(actor: Actor, calculation_id: int) -> TriedPlan:
    require(actor, SEE)
    row = TriedPlan.objects.select_related("calculation").filter(pk=calculation_id).first()
    if row is None:
        raise CalculationNotFound(_("There is no such trial. They are kept for 30 days."))
    return row


def _listed(row: TriedPlan) -> Trial:
    return _trial(row, None)


def _trial(row: TriedPlan, found: Simulation | None) -> Trial:
    return Trial(
        _view(row.calculation), row.label, row.sha256, row.periods, found, row.not_replayed
    )


def _view(row: Calculation) -> CalculationView:
    return CalculationView(
        calculation_id=row.pk,
        kind=str(row.kind),
        plan_code=row.plan_code,
        period_key=row.period_key,
        state=str(row.state),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        attempts=row.attempts,
        started_at=row.started_at,
        moved_at=row.moved_at,
        ended_at=row.ended_at,
        stop_asked_by=row.stop_asked_by,
        stop_asked_at=row.stop_asked_at,
        part=row.part,
        about=_about(row),
        step=row.step,
        steps=row.steps,
        done=row.done,
        total=row.total,
        reason=row.reason,
        run_id=row.run_id,
        is_new=row.is_new,
        outcome=row.outcome or {},
    )


def _about(row: Calculation) -> str:
    """Return the name of the rule that is settled, in the language of the page."""
    if row.part != RULE or row.state not in OPEN_STATES:
        return row.about
    plan = plan_of(plan_version_for(row.plan_code, Period(row.period_key)))
    return rule_name(plan, row.about)
