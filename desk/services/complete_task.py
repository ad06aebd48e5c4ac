"""Tick a task off."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import policy
from core.errors import NotFound
from core.policy import Actor
from desk.facts import TaskCard
from desk.models import Task
from desk.selectors.tasks import card_of


class TaskNotFound(NotFound):
    """There is no such task, or it is not this person's."""

    code = "desk.task_not_found"


@transaction.atomic
def complete_task(*, task_id: int, actor: Actor, at: datetime) -> TaskCard:
    """Mark a task done; one that is done stays as it was.

    Raises: TaskNotFound — also for somebody else's task, so that nobody learns of it.
    """
    task = Task.objects.select_for_update().filter(pk=task_id).first()
    if task is None or not policy.allowed(actor, "desk.complete_task", member_id=task.member_id):
        raise TaskNotFound(_("There is no such task. Look at your list again."), task_id=task_id)
    if task.done_at is None:
        task.done_at, task.done_by = at, actor.label
        task.save(update_fields=["done_at", "done_by"])
    return card_of(task)
