"""Where the settlement of a period stands: what is there, what is missing, who did what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Sum

from commissions.closing.facts import Closing, DuePeriod, LeftOut, StepTaken
from commissions.engine.plan import Plan
from commissions.models import EarningLine, PlanVersion, Run, RunState
from commissions.models.run import OPEN
from commissions.selectors.moved_since import moved_since
from commissions.selectors.period_picture import (
    came_since_draft,
    left_out,
    left_out_rows,
    run_before,
)
from commissions.selectors.plans import plan_of, plan_version_for
from commissions.selectors.run_rates import rates_moved
from commissions.selectors.runs import find_run, run_summary
from commissions.selectors.underway import events_underway
from commissions.services.approve_run import is_same_person
from core.company import local_date
from core.periods import Period, period_of
from core.policy import Actor, require

PERIODS_BACK = 12
RUNS_SHOWN = 20
MOST_EARNERS = 5_000
ORDERS_SHOWN = 20
STEPS = ("published", "approved", "discarded", "drafted")


def closing(actor: Actor, plan_code: str, period_key: str, *, at: datetime) -> Closing:
    """Return how far a period is settled and what publishing it still waits for.

    The number of statements does not depend on orders or members.
    Raises: UnknownPlan, NoPlanInForce, WrongPeriod, BadPeriod.
    """
    require(actor, "commissions.see_runs")
    period, today = Period(period_key), local_date(at)
    plan = plan_of(plan_version_for(plan_code, period))
    runs = list(
        Run.objects.select_related("plan_version")
        .filter(plan_code=plan.code, period_key=period.key)
        .order_by("-id")[:RUNS_SHOWN]
    )
    run = next((run for run in runs if run.state != RunState.DISCARDED), None)
    is_open = run is not None and run.state in OPEN
    closes_on = plan.closes_on(period.ends_before)
    return Closing(
        plan_code=plan.code,
        plan_label=run.plan_label if run else plan.label,
        period_key=period.key,
        starts_on=period.starts_on,
        ends_before=period.ends_before,
        closes_on=closes_on,
        volume_date=plan.volume_date,
        late_days=plan.late_days,
        is_over=today >= period.ends_before,
        is_closed=today >= closes_on,
        run=run_summary(run) if run else None,
        waiting=0 if run and not is_open else events_underway(),
        left_out=left_out(plan, run) if run else 0,
        behind=came_since_draft(plan, run) if run and is_open else 0,
        is_premature=bool(run and is_open and local_date(run.drafted_at) < run.ends_before),
        ranks_moved=bool(run and is_open and run.follows_id != run_before(plan, period)),
        rates_moved=bool(run and is_open and rates_moved(run)),
        moved=moved_since(run) if run and is_open else "",
        is_own_draft=bool(run and is_same_person(run, actor)),
        history=_steps(runs),
    )


def due_periods(actor: Actor, *, at: datetime) -> tuple[DuePeriod, ...]:
    """Return the latest periods of every plan that nothing is published for, the oldest first.

    The running period is among them: it can be drafted at any time.
    """
    require(actor, "commissions.see_runs")
    today = local_date(at)
    begins, plans = _plans(today)
    runs = Run.objects.select_related("plan_version").filter(plan_code__in=plans)
    recent = runs.exclude(state=RunState.DISCARDED).order_by("-starts_on")
    latest = {(run.plan_code, run.period_key): run for run in recent[: PERIODS_BACK * len(plans)]}
    due = [
        DuePeriod(
            plan_code=code,
            period_key=period.key,
            closes_on=plan.closes_on(period.ends_before),
            is_closed=today >= plan.closes_on(period.ends_before),
            run=run_summary(run) if run else None,
        )
        for code, plan in plans.items()
        for period in _periods_back(plan, begins[code], today)
        for run in [latest.get((code, period.key))]
        if run is None or run.state != RunState.PUBLISHED
    ]
    return tuple(sorted(due, key=lambda each: (each.closes_on, each.plan_code)))


def earners_of(actor: Actor, run_id: int, *, most: int = MOST_EARNERS) -> tuple[int, ...]:
    """Return who earns in a run, the highest sums first, up to so many."""
    require(actor, "commissions.see_runs")
    sums = EarningLine.objects.filter(run_id=run_id).values_list("member_id")
    earning = sums.annotate(sum=Sum("amount_minor")).filter(sum__gt=0)
    return tuple(row[0] for row in earning.order_by("-sum", "member_id")[:most])


def left_out_orders(actor: Actor, run_id: int) -> tuple[LeftOut, ...]:
    """Return the orders of a run's period that neither it nor another run counts, and why.

    At most so many as a page can show, the oldest first.
    Raises: RunNotFound.
    """
    require(actor, "commissions.see_runs")
    run = find_run(run_id)
    rows = left_out_rows(plan_of(run.plan_version), run, most=ORDERS_SHOWN)
    return tuple(LeftOut(number, _why(*reasons)) for number, *reasons in rows)


def _why(is_foreign: bool, is_stranger: bool) -> str:
    return "currency" if is_foreign else "joined_later" if is_stranger else "recorded_later"


def _plans(today: date) -> tuple[dict[str, date], dict[str, Plan]]:
    """Return the first day of each plan, and the version of it that is in force."""
    begun = PlanVersion.objects.filter(valid_from__lte=today).order_by("code", "valid_from")
    begins: dict[str, date] = {}
    plans = {}
    for version in begun:
        begins.setdefault(version.code, version.valid_from)
        plans[version.code] = plan_of(version)
    return begins, plans


def _periods_back(plan: Plan, begins: date, today: date) -> Iterator[Period]:
    period = period_of(today, plan.period)
    for _count in range(PERIODS_BACK):
        if period.starts_on < begins:
            return
        yield period
        period = period.previous()


def _steps(runs: list[Run]) -> tuple[StepTaken, ...]:
    """Return what was done about the period's runs, the latest first."""
    taken = [
        StepTaken(step, run.pk, getattr(run, f"{step}_by"), getattr(run, f"{step}_at"))
        for run in runs
        for step in STEPS
        if getattr(run, f"{step}_at") is not None
    ]
    return tuple(sorted(taken, key=lambda step: (step.at, step.run_id), reverse=True))
