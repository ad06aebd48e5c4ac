"""The room of people."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Accounts, members, sponsorship, customer credit, titles, consents."""

    name = "network"
    verbose_name = _("People and network")
