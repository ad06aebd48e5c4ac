"""The floor of the house."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Core: quantities, refusals, policy, outbox, audit, locks, encryption."""

    name = "core"
    verbose_name = "Core"
