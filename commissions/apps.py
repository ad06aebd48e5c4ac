"""The room of plans and earnings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommissionsConfig(AppConfig):
    """Plans, volume, runs, earnings, ranks."""

    name = "commissions"
    verbose_name = _("Commissions")

    def ready(self) -> None:
        """Let what is asked for wake a worker."""
        from commissions.calculations.ask import wake_calculating  # noqa: PLC0415
        from commissions.tasks import calculate  # noqa: PLC0415 — models load first

        wake_calculating(calculate.delay)
