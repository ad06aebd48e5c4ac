"""The room of contacts, tasks and processes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """Tasks of members, mails to everybody."""

    name = "desk"
    verbose_name = _("Desk")

    def ready(self) -> None:
        """Let a queued mail wake its sending, and a job its writing."""
        from desk.services.mail_statements import wake_writing  # noqa: PLC0415
        from desk.services.queue_mail import wake_sending  # noqa: PLC0415 — models load first
        from desk.tasks import send_mails, write_mails_of_jobs  # noqa: PLC0415

        wake_sending(send_mails.delay)
        wake_writing(write_mails_of_jobs.delay)
