"""Past periods as they were published, for a simulation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from commissions.calculations.progress import PERIOD, Progress, Tell, to_nobody
from commissions.document.plan_document import read_plan
from commissions.engine.daily_rates import paid_abroad
from commissions.engine.facts import Moved, Picture
from commissions.engine.plan import Plan
from commissions.models import EarningLine, Run, RunState
from commissions.selectors.frozen_picture import frozen_picture
from commissions.selectors.period_picture import first_day
from commissions.selectors.period_tree import moves_since
from commissions.selectors.run_rates import at_published_rates
from core.errors import Refused
from core.policy import Actor, require

from .compare import compare
from .facts import Simulation
from .play import Played, play

MOST_PERIODS = 24


class NothingToReplay(Refused):
    """No period of this kind is published yet."""

    code = "commissions.nothing_to_replay"


def simulate(
    actor: Actor,
    *,
    document: bytes,
    filename: str,
    of_plan: str,
    periods: int = 12,
    tell: Tell = to_nobody,
) -> Simulation:
    """Settle the last published periods of a plan by another document; nothing is booked.

    Each period counts its orders as they were left when it was published, with its own network.
    Raises: NotAllowed; PlanRejected; NothingToReplay; RatesMissing; Stopped.
    """
    require(actor, "commissions.see_runs")
    plan = read_plan(document, filename)
    if not of_plan:
        raise NothingToReplay(_("No plan is signed yet, so there is no period to settle again."))
    runs = _runs(of_plan, min(periods, MOST_PERIODS))
    fitting = [run for run in runs if ("W" in run.period_key) == (plan.period == "week")]
    if not fitting or fitting[0].currency != plan.currency:
        text = _("%(plan)s has no published period that this plan could settle.")
        raise NothingToReplay(text % {"plan": of_plan})
    course = _Course(plan, fitting, tell)
    played = list(play(plan, course.pictures(), course.count, _rated))
    return compare(plan, played, [_paid(run) for run in fitting], plan.payout_limit_bp)


def _rated(plan: Plan, picture: Picture) -> Plan:
    """Give a plan the rates of a period that are published now."""
    return at_published_rates(plan, paid_abroad(picture.volumes))


def _runs(plan_code: str, periods: int) -> Sequence[Run]:
    published = Run.objects.filter(plan_code=plan_code, state=RunState.PUBLISHED)
    latest = published.select_related("plan_version").order_by("-starts_on")[:periods]
    return list(latest)[::-1]


class _Course:
    """Tells which period is settled, and how many lines it has so far."""

    def __init__(self, plan: Plan, runs: Sequence[Run], tell: Tell) -> None:
        self._plan, self._runs, self._tell, self._step = plan, runs, tell, 0

    def pictures(self) -> Iterator[Picture]:
        """Yield what each run froze, one after the other."""
        for step, run in enumerate(self._runs):
            self._step = step
            self.count(0)
            picture = frozen_picture(run, (), ()).picture
            yield replace(picture, reversals=(), moves=_moves(self._plan, run, picture))

    def count(self, lines: int) -> None:
        """Tell how many lines the period has; the run of then had about as many."""
        run, steps = self._runs[self._step], len(self._runs)
        total = max(run.line_count, lines)
        self._tell(Progress(PERIOD, self._step, steps, run.period_key, lines, total))


def _moves(plan: Plan, run: Run, picture: Picture) -> tuple[Moved, ...]:
    """Return the moves that the plan needs, whatever the run itself went by."""
    last_day, known = run.ends_before - timedelta(days=1), set(picture.member_ids)
    return moves_since(plan, first_day(picture.volumes), last_day, run.drafted_at, known)


def _paid(run: Run) -> Played:
    """Return what a published run paid for its own orders, without corrections of earlier ones."""
    lines = EarningLine.objects.filter(run_id=run.pk, corrects_run_id=None)
    by_member = lines.values_list("member_id").annotate(total=Sum("amount_minor"))
    by_rule = lines.values_list("rule_id").annotate(total=Sum("amount_minor"))
    return Played(
        run.period_key,
        run.member_count,
        run.net_minor,
        Counter(dict(by_member)),
        Counter(dict(by_rule)),
    )
