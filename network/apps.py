"""The room of people."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Accounts, members, sponsorship, customer credit, titles, consents."""

    name = "network"
    verbose_name = _("People and network")

    def ready(self) -> None:
        """Let the first audiences exist wherever the tables do."""
        from network.models.audience import add_first_audiences  # noqa: PLC0415 — models load here

        post_migrate.connect(add_first_audiences, sender=self)
