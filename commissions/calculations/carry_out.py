"""Do what was asked for: the same code in a worker, in a test, and where no worker runs.

A draft commits in one transaction with the mark that it did. Whatever kills the process before
that leaves nothing behind but a calculation that is `underway` in a lane that nobody holds; the
next one who gets the lane does it again from the beginning.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import structlog
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import translation
from django.utils.translation import gettext as _

from commissions.calculations.lane import LANES, Lane, Now, Teller, lane
from commissions.calculations.progress import COMPARING, Stopped
from commissions.closing.kept import keep_comparisons
from commissions.models import Calculation, CalculationKind, CalculationState, TriedPlan
from commissions.models.calculation import OPEN_STATES
from commissions.selectors.verify_run import verify_run
from commissions.services.draft_run import draft_run
from commissions.services.publish_run import publish_run
from commissions.simulation.read import NothingToReplay, simulate
from core.errors import Refusal
from core.policy import Actor

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 3
BROKEN = "commissions.calculation_broken"


def calculate_waiting(*, now: Now) -> int:
    """Do everything that waits in any lane, and return how many calculations that were."""
    return sum(work_off(name, now=now) for name in LANES)


def work_off(name: str, *, now: Now) -> int:
    """Do what waits in a lane, one after the other; nothing where another process holds it."""
    count = 0
    if not _open(LANES[name]).exists():
        return count
    with lane(name, now=now) as ours:
        while ours is not None and (found := _next(ours)) is not None:
            if _has_begun(found, now):
                _carry_out(found, ours.teller(found.pk), now)
            count += 1
    return count


def _open(kinds: tuple[CalculationKind, ...]) -> Any:
    return Calculation.objects.filter(kind__in=kinds, state__in=OPEN_STATES)


def _next(ours: Lane) -> Calculation | None:
    """Return what was left behind, or else what has waited longest."""
    found: Calculation | None = _open(ours.kinds).order_by("-attempts", "id").first()
    return found


def _has_begun(row: Calculation, now: Now) -> bool:
    """Mark it as under way, unless it is not to be done any more."""
    if row.stop_asked_at is not None:
        return not _end(row, CalculationState.STOPPED, now)
    if row.attempts >= MOST_ATTEMPTS:
        with translation.override(row.language):
            text = _("It broke off %(count)s times. Nothing of it is left. Call support.")
            reason = text % {"count": row.attempts}
        return not _end(row, CalculationState.FAILED, now, reason=reason, code=BROKEN)
    at = now()
    begun = {"state": CalculationState.UNDERWAY, "moved_at": at, "attempts": F("attempts") + 1}
    rows = Calculation.objects.filter(pk=row.pk, state=row.state)
    return bool(rows.update(started_at=Coalesce("started_at", at), **begun))


def _carry_out(row: Calculation, tell: Teller, now: Now) -> None:
    with translation.override(row.language):
        try:
            _DEEDS[CalculationKind(row.kind)](row, tell, now)
        except Stopped:
            _end(row, CalculationState.STOPPED, now)
        except Refusal as refusal:
            facts = {"reason": refusal.message, "code": refusal.code}
            _end(row, CalculationState.FAILED, now, **facts)
        except Exception:
            # The runner of the work in hand: what goes wrong here stops this calculation alone.
            log.exception("calculation failed", calculation=row.pk, kind=row.kind)
            reason = _(
                "Something went wrong; nothing of it is left. Try again, and call support if it"
                " fails again."
            )
            _end(row, CalculationState.FAILED, now, reason=reason, code=BROKEN)


def _draft(row: Calculation, tell: Teller, now: Now) -> None:
    actor = _asker(row)
    if row.run_id is None:
        with transaction.atomic():
            run = draft_run(
                plan_code=row.plan_code, period_key=row.period_key, actor=actor, at=now(), tell=tell
            )
            row.run_id, row.is_new = run.run_id, run.is_new
            row.save(update_fields=["run", "is_new"])
    tell.last_step(COMPARING)
    other, totals = keep_comparisons(run_id=row.run_id or 0, actor=actor)
    _end(row, CalculationState.ENDED, now, outcome={"other": other, **asdict(totals)})


def _publication(row: Calculation, tell: Teller, now: Now) -> None:
    with transaction.atomic():
        publish_run(run_id=row.run_id or 0, actor=_asker(row), at=now(), tell=tell)
        _end(row, CalculationState.ENDED, now)


def _check(row: Calculation, tell: Teller, now: Now) -> None:
    check = verify_run(_asker(row), row.run_id or 0, tell=tell)
    _end(row, CalculationState.ENDED, now, outcome=asdict(check))


def _trial(row: Calculation, tell: Teller, now: Now) -> None:
    tried = TriedPlan.objects.get(pk=row.pk)
    try:
        found = simulate(
            _asker(row),
            document=bytes(tried.document),
            filename="",
            of_plan=row.plan_code,
            periods=tried.periods,
            tell=tell,
        )
    except NothingToReplay as refusal:
        tried.not_replayed = refusal.message
    else:
        tried.found = asdict(found)
    with transaction.atomic():
        tried.save(update_fields=["found", "not_replayed"])
        _end(row, CalculationState.ENDED, now)


_DEEDS: dict[CalculationKind, Callable[[Calculation, Teller, Now], None]] = {
    CalculationKind.DRAFT: _draft,
    CalculationKind.PUBLICATION: _publication,
    CalculationKind.CHECK: _check,
    CalculationKind.TRIAL: _trial,
}


def _asker(row: Calculation) -> Actor:
    return Actor.behind(row.asked_by, row.asked_by_account)


def _end(row: Calculation, state: CalculationState, now: Now, **facts: object) -> int:
    rows = Calculation.objects.filter(pk=row.pk, state__in=OPEN_STATES)
    return rows.update(state=state, ended_at=now(), **facts)
