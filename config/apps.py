"""The room that joins all others."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, wiring, commands, demo."""

    name = "config"
    verbose_name = "Vinea"

    def ready(self) -> None:
        """Load the Celery application, so that tasks sent from anywhere know the broker."""
        from config import celery  # noqa: F401, PLC0415 - needs the apps to be loaded
