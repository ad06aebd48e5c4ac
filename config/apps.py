"""The room that joins all others."""

from __future__ import annotations

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, wiring, commands, demo."""

    name = "config"
    verbose_name = "Vinea"

    def ready(self) -> None:
        """Join the rooms."""
        from config import wiring  # noqa: PLC0415 - needs the apps to be loaded

        wiring.install()
