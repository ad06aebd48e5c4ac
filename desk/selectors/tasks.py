"""What a member has to do."""

from __future__ import annotations

from django.db.models import F

from core import policy
from core.paging import Page, PageRequest
from core.policy import Actor
from desk.facts import TaskCard
from desk.models import Task, TaskKind


def tasks_of(actor: Actor, member_id: int, page: PageRequest | None = None) -> Page[TaskCard]:
    """Return a member's tasks: what is open by its due day, then what was done last.

    Raises: NotAllowed.
    """
    policy.require(actor, "desk.see_tasks", member_id=member_id)
    wanted = page or PageRequest()
    start, stop = wanted.bounds
    rows = Task.objects.filter(member_id=member_id).order_by(
        F("done_at").desc(nulls_first=True), "due_on", "pk"
    )
    return wanted.page(card_of(row) for row in rows[start:stop])


def card_of(task: Task) -> TaskCard:
    """Return a task as lists show it, in the language that is active now."""
    return TaskCard(
        task_id=task.pk,
        member_id=task.member_id,
        kind=task.kind,
        title=str(TaskKind(task.kind).label),
        subject_ref=task.subject_ref,
        due_on=task.due_on,
        done_at=task.done_at,
    )
