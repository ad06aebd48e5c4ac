from __future__ import annotations

from django.conf import settings

from config.celery import app


def test_the_clock_sends_only_tasks_that_exist() -> None:
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert scheduled <= set(app.tasks)


def test_our_logging_is_not_replaced_by_a_worker() -> None:
    assert not app.conf.worker_hijack_root_logger
