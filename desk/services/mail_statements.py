"""Mail a run's statements to everybody: asked for once, written in steps, each mail once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

import finance.public as finance
from core import audit, policy
from core.encryption import Forgotten
from core.errors import Refused
from core.policy import Actor
from desk.mail_facts import MailJobView
from desk.mails.statements import KIND, mail_statement
from desk.models import MailJob
from desk.selectors.mail_jobs import job_view

STEP = 25
MAIL_ALL = "desk.mail_statements"

_wake: list[Callable[[], object]] = []


class NothingToMail(Refused):
    """No statements were issued for this run."""

    code = "desk.nothing_to_mail"


def wake_writing(wake: Callable[[], object] | None) -> None:
    """Say what is called after a commit that started a job (desk.apps does)."""
    _wake[:] = [wake] if wake else []


@transaction.atomic
def mail_statements(*, run_ref: str, actor: Actor, at: datetime) -> MailJobView:
    """Let every statement of a run be mailed with its paper; a repeat only tells how far it is.

    Raises: NotAllowed; NothingToMail.
    """
    policy.require(actor, MAIL_ALL)
    total = finance.statement_counts([run_ref]).get(run_ref, 0)
    if not total:
        text = _("There are no statements to send yet. Publish the run first.")
        raise NothingToMail(text, run_ref=run_ref)
    job, is_new = MailJob.objects.get_or_create(
        kind=KIND,
        subject_ref=run_ref,
        defaults={"total": total, "started_by": actor.label, "started_at": at},
    )
    if is_new:
        facts = {"total": total}
        audit.record(actor=actor, action=MAIL_ALL, subject=run_ref, at=at, facts=facts)
        for wake in _wake:
            transaction.on_commit(wake, robust=True)
    return job_view(job)


@transaction.atomic
def write_statement_mails(*, at: datetime, step: int = STEP) -> int:
    """Write the next mails of an unfinished job; return how many people were looked at.

    A step's mails and its place commit together; another worker passes over a job at work.
    """
    unfinished = MailJob.objects.select_for_update(skip_locked=True).filter(finished_at=None)
    job = unfinished.filter(kind=KIND).order_by("id").first()
    if job is None:
        return 0
    rows = finance.statements_after(job.subject_ref, job.last_ref, step)
    written = _write(job, rows)
    job.seen += len(rows)
    job.skipped += len(rows) - written
    job.last_ref = rows[-1].id if rows else job.last_ref
    if job.seen == job.total:
        job.finished_at = at
    job.save(update_fields=["seen", "skipped", "last_ref", "finished_at"])
    return len(rows)


def _write(job: MailJob, rows: Sequence[finance.StatementRow]) -> int:
    """Write each mail, dated by the click that asked for it; return how many were written."""
    return sum(_is_written(job, row) for row in rows)


def _is_written(job: MailJob, row: finance.StatementRow) -> bool:
    try:
        return mail_statement(row, job_id=job.pk, at=job.started_at) is not None
    except Forgotten:
        return False
