"""Publish a run: from now on its earnings are owed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from commissions.calculations.progress import BOOKING, CHECKING, Progress, Tell, to_nobody
from commissions.engine.plan import Plan
from commissions.events import RunPublished
from commissions.facts import RunSummary
from commissions.models import Run, RunState
from commissions.selectors.moved_since import AWARDS, MEMBERS, PLAN, moved_since
from commissions.selectors.period_picture import (
    came_since_draft,
    other_published_runs,
    run_before,
)
from commissions.selectors.plans import plan_of
from commissions.selectors.run_rates import rates_moved
from commissions.selectors.runs import run_summary
from commissions.selectors.underway import events_underway
from commissions.services.approve_run import locked_run
from commissions.services.run_bookings import book_run
from core import audit, outbox
from core.company import local_date
from core.errors import Refused
from core.periods import Period
from core.policy import Actor, require

STEPS = 2
_MOVED = {
    PLAN: _("Another version of the plan counts in %(period)s since this draft. Draft it again."),
    MEMBERS: _(
        "A status, sponsor, place or person of %(period)s was recorded after this draft. Draft it "
        "again."
    ),
    AWARDS: _(
        "A rank was given by hand after this draft and counts in %(period)s. Draft it again."
    ),
}
_COUNTED_ELSEWHERE = """
SELECT e.order_ref FROM commissions_runvolume v
JOIN commissions_volumeentry e ON e.id = v.volume_entry_id
WHERE v.run_id = %(run)s AND EXISTS (
    SELECT FROM commissions_runvolume o
    WHERE o.run_id = ANY (%(others)s) AND o.volume_entry_id = v.volume_entry_id)
UNION ALL
SELECT e.order_ref FROM commissions_runreversal v
JOIN commissions_volumereversal r ON r.id = v.reversal_id
JOIN commissions_volumeentry e ON e.id = r.entry_id
WHERE v.run_id = %(run)s AND EXISTS (
    SELECT FROM commissions_runreversal o
    WHERE o.run_id = ANY (%(others)s) AND o.reversal_id = v.reversal_id)
LIMIT 1
"""
# A run that was published after this draft has corrected the same closed period, has found that it
# hands on something else, or that the one does that this draft goes on from.
_CORRECTED_ELSEWHERE = """
WITH since AS (
    SELECT id FROM commissions_run WHERE id = ANY (%(others)s) AND published_at >= %(drafted_at)s
), theirs AS (
    SELECT corrects_run_id AS closed_id FROM commissions_earningline
    WHERE corrects_run_id IS NOT NULL AND run_id IN (SELECT id FROM since)
    UNION
    SELECT of_run_id FROM commissions_handedonagain WHERE run_id IN (SELECT id FROM since)
), mine AS (
    SELECT corrects_run_id AS closed_id FROM commissions_earningline
    WHERE run_id = %(run)s AND corrects_run_id IS NOT NULL
    UNION
    SELECT of_run_id FROM commissions_handedonagain WHERE run_id = %(run)s
)
SELECT closed.period_key FROM commissions_run closed
WHERE closed.id IN (SELECT closed_id FROM theirs) AND closed.id IN (SELECT closed_id FROM mine)
UNION ALL
SELECT closed.period_key FROM commissions_run closed JOIN commissions_handedonagain h
    ON h.of_run_id = closed.id AND h.run_id IN (SELECT id FROM since)
WHERE closed.id = %(follows)s
LIMIT 1
"""


class PeriodNotOver(Refused):
    """A period can be drafted at any time, but published only when it is over."""

    code = "commissions.period_not_over"


class NotApproved(Refused):
    """Nobody has approved the run."""

    code = "commissions.not_approved"


class DraftOutdated(Refused):
    """The draft does not hold what the finished period holds."""

    code = "commissions.draft_outdated"


class VolumeUnderway(Refused):
    """Paid orders wait in the outbox and have brought no volume yet."""

    code = "commissions.volume_underway"


class CountedElsewhere(Refused):
    """Another run was published meanwhile and has counted some of this volume."""

    code = "commissions.counted_elsewhere"


@transaction.atomic
def publish_run(*, run_id: int, actor: Actor, at: datetime, tell: Tell = to_nobody) -> RunSummary:
    """Book what every member earned as pending and announce it; a repeat changes nothing.

    Keeps:  one published run for each plan and period; one booking for each member.
    Raises: RunNotFound; NotApproved; PeriodNotOver; DraftOutdated; VolumeUnderway;
    CountedElsewhere; Stopped.
    """
    require(actor, "commissions.publish_run")
    tell(Progress(CHECKING, 0, STEPS))
    run = locked_run(run_id)
    if run.state == RunState.PUBLISHED:
        return run_summary(run)
    refuse_early(run, at)
    tell(Progress(BOOKING, 1, STEPS))
    run.move_to(RunState.PUBLISHED, actor=actor, at=at)
    book_run(run, at=at)
    outbox.publish(
        RunPublished(
            run_id=run.pk,
            run_ref=run.ref,
            plan_label=run.plan_label,
            period_key=run.period_key,
            currency=run.currency,
            at=at,
        )
    )
    facts = {"earned_minor": run.earned_minor, "result_hash": run.result_hash}
    audit.record(actor=actor, action="commissions.publish_run", subject=run.ref, at=at, facts=facts)
    return run_summary(run, is_new=True)


def refuse_early(run: Run, at: datetime) -> None:
    """Insist that a run may be published now.

    Raises: NotApproved; PeriodNotOver; CountedElsewhere; VolumeUnderway; DraftOutdated.
    """
    if run.state != RunState.APPROVED:
        raise NotApproved(_("Nobody has approved this run yet. Ask a second person."))
    plan = plan_of(run.plan_version)
    if local_date(at) < run.ends_before:
        text = _("%(period)s is not over before %(day)s. Publish it from then on.")
        raise PeriodNotOver(text % {"period": run.period_key, "day": run.ends_before})
    if local_date(at) < (closes_on := plan.closes_on(run.ends_before)):
        text = _("Orders of %(period)s may be recorded before %(day)s. Publish it from then on.")
        raise PeriodNotOver(text % {"period": run.period_key, "day": closes_on})
    _refuse_counted(run)
    _refuse_outdated(run, plan)


def _refuse_counted(run: Run) -> None:
    """Insist that no run which was published meanwhile took what this one counts or corrects."""
    facts: dict[str, Any] = {
        "run": run.pk,
        "others": other_published_runs(run.plan_code, run.period_key),
        "drafted_at": run.drafted_at,
        "follows": run.follows_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED_ELSEWHERE, facts)
        counted = cursor.fetchone()
        if counted is not None:
            text = _("Order %(order)s was counted by another run meanwhile. Draft this one again.")
            raise CountedElsewhere(text % {"order": counted[0]}, run_id=run.pk)
        cursor.execute(_CORRECTED_ELSEWHERE, facts)
        corrected = cursor.fetchone()
    if corrected is not None:
        text = _("%(period)s was corrected by another run meanwhile. Draft this one again.")
        raise CountedElsewhere(text % {"period": corrected[0]}, run_id=run.pk)


def _refuse_outdated(run: Run, plan: Plan) -> None:
    """Insist that the draft knows the whole period: every order paid in it, and its last day.

    It also has to go on from the ranks of the run that is published before it.
    """
    if events_underway():
        text = _("Some paid orders are still being counted. Try again in a minute.")
        raise VolumeUnderway(text, run_id=run.pk)
    if local_date(run.drafted_at) < run.ends_before:
        text = _("This draft was made before %(period)s was over. Draft it again.")
        raise DraftOutdated(text % {"period": run.period_key}, run_id=run.pk)
    if run.follows_id != run_before(plan, Period(run.period_key)):
        text = _("Another period was published after this draft; its ranks count. Draft it again.")
        raise DraftOutdated(text, run_id=run.pk)
    if moved := moved_since(run):
        raise DraftOutdated(_MOVED[moved] % {"period": run.period_key}, run_id=run.pk)
    if rates_moved(run):
        text = _("Exchange rates of %(period)s were recorded or corrected since. Draft it again.")
        raise DraftOutdated(text % {"period": run.period_key}, run_id=run.pk)
    if missing := came_since_draft(plan, run):
        text = _("%(count)s orders of %(period)s came in after this draft. Draft it again.")
        raise DraftOutdated(text % {"count": missing, "period": run.period_key}, run_id=run.pk)
