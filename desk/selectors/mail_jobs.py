"""How the jobs of many mails stand."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count, Q

from core import policy
from core.policy import Actor
from desk.mail_facts import MailJobView
from desk.models import Mail, MailJob, MailState

STATEMENTS = "statement"


def statement_mail_jobs(actor: Actor, run_refs: Collection[str]) -> dict[str, MailJobView]:
    """Return the jobs of these runs' statements; two statements, however many.

    Raises: NotAllowed.
    """
    policy.require(actor, "desk.see_statement_mails")
    jobs = list(MailJob.objects.filter(kind=STATEMENTS, subject_ref__in=run_refs))
    counts = _counts([job.pk for job in jobs])
    return {job.subject_ref: _view(job, counts.get(job.pk, {})) for job in jobs}


def job_view(job: MailJob) -> MailJobView:
    """Return how one job stands."""
    return _view(job, _counts([job.pk]).get(job.pk, {}))


def _counts(job_ids: Collection[int]) -> dict[int, dict[str, int]]:
    columns = {
        "waiting": Q(state=MailState.WAITING),
        "failing": Q(state=MailState.WAITING, attempts__gt=0),
        "sent": Q(state=MailState.SENT),
        "given_up": Q(state=MailState.GIVEN_UP),
    }
    counts = {name: Count("pk", filter=which) for name, which in columns.items()}
    rows = Mail.objects.filter(job__in=job_ids).order_by().values("job").annotate(**counts)
    found = rows.values_list("job", *columns)
    return {job_id: dict(zip(columns, numbers, strict=True)) for job_id, *numbers in found}


def _view(job: MailJob, counts: dict[str, int]) -> MailJobView:
    states = ("waiting", "sent", "failing", "given_up")
    return MailJobView(
        job_id=job.pk,
        subject_ref=job.subject_ref,
        total=job.total,
        seen=job.seen,
        skipped=job.skipped,
        started_by=job.started_by,
        started_at=job.started_at,
        finished_at=job.finished_at,
        **{state: counts.get(state, 0) for state in states},
    )
