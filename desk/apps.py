"""The room of contacts, tasks and processes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Tasks of members."""

    name = "desk"
    verbose_name = _("Desk")
