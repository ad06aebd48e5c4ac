"""The room of plans and earnings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommissionsConfig(AppConfig):
    """Plans, volume, runs, earnings, ranks."""

    name = "commissions"
    verbose_name = _("Commissions")
