"""The room of people."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Accounts, members, sponsorship, customer credit, titles, consents."""

    name = "network"
    verbose_name = _("People and network")

    def ready(self) -> None:
        """Let the first audiences exist wherever the tables do; note every sign-in."""
        from network.models.audience import add_first_audiences  # noqa: PLC0415 — models load here
        from network.signed_in import begin_session  # noqa: PLC0415

        post_migrate.connect(add_first_audiences, sender=self)
        user_logged_in.connect(begin_session, dispatch_uid="network.begin_session")
