"""Work that the calendar asks for waits while the demo still lives in the past."""

from __future__ import annotations

from typing import Any

from celery import Task
from celery.schedules import crontab
from django.conf import settings


class HouseTask(Task):  # type: ignore[misc]
    """Every task of the house; what is due by the hour or the night may have to wait.

    While a history is being told, today's date would vest, release and cancel what is not due
    for months in the history's own time.
    """

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Run, or leave it to the next time."""
        if self.name in _by_the_calendar() and _history_is_told():
            return None
        return super().__call__(*args, **options)


def _by_the_calendar() -> set[str]:
    """Name the tasks that have an hour, not only a rhythm."""
    entries = settings.CELERY_BEAT_SCHEDULE.values()
    return {entry["task"] for entry in entries if isinstance(entry["schedule"], crontab)}


def _history_is_told() -> bool:
    from config.demo.telling import telling_underway  # noqa: PLC0415 - needs the apps to be loaded

    return not settings.IS_PRODUCTION and telling_underway() is not None
