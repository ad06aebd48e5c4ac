"""The Celery application: `celery -A config.celery worker`."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from django_structlog.celery.steps import DjangoStructLogInitStep

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("vinea", task_cls="config.clockwork:HouseTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(DjangoStructLogInitStep)


def keep_our_logging(**_signal: Any) -> None:
    """Stop Celery from replacing the logging that Django has set up."""


setup_logging.connect(keep_our_logging)
