"""A sponsor should greet a new partner."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from core.company import local_date
from desk.models import Task, TaskKind

DAYS_TO_WELCOME = 3


@transaction.atomic
def open_welcome_task(*, member_id: int, sponsor_id: int | None, at: datetime) -> bool:
    """Give the sponsor the task to welcome a member; return whether it is new.

    The first position has no sponsor, so nobody is asked. The same member twice adds nothing.
    """
    if sponsor_id is None:
        return False
    _task, is_new = Task.objects.get_or_create(
        kind=TaskKind.WELCOME,
        subject_ref=f"member:{member_id}",
        defaults={
            "member_id": sponsor_id,
            "due_on": local_date(at) + timedelta(days=DAYS_TO_WELCOME),
        },
    )
    return is_new
