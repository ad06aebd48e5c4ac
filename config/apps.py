"""The room that joins all others."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, wiring, commands, demo."""

    name = "config"
    verbose_name = "Vinea"

    def ready(self) -> None:
        """Join the rooms, and load the Celery application, so that tasks know their broker."""
        from config import celery, wiring  # noqa: F401, PLC0415 - needs the apps to be loaded

        wiring.install()
